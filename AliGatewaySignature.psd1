@{
    RootModule             = 'AliGatewaySignature.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6c8d7b7e-3f0a-4f0e-9d53-2b9c1f6f7a41'
    Author                 = 'The AliGatewaySignature authors'
    CompanyName            = 'The AliGatewaySignature authors'
    Copyright              = '(c) 2026 The AliGatewaySignature authors. MIT licence.'
    Description            = 'Binds, shows, rotates and unbinds the backend signature keys of Alibaba Cloud API Gateway: API ids from the pipeline, calls of 100, typed results, -WhatIf and -Confirm, and an embedded sandbox to rehearse on.'

    CompatiblePSEditions   = @('Desktop', 'Core')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'

    FormatsToProcess       = @('AliGatewaySignature.Format.ps1xml')
    TypesToProcess         = @('AliGatewaySignature.Types.ps1xml')

    CmdletsToExport        = @(
        'Connect-AgAccount'
        'Disconnect-AgAccount'
        'Get-AgContext'
        'New-AgSignature'
        'Set-AgSignature'
        'Get-AgSignature'
        'Remove-AgSignature'
        'Add-AgSignatureApi'
        'Remove-AgSignatureApi'
        'Get-AgSignatureApi'
        'Get-AgApi'
        'Get-AgApiGroup'
        'Get-AgSignatureCoverage'
        'New-AgSignaturePair'
        'Invoke-AgBackendRequest'
        'Test-AgBackend'
        'Test-AgBackendSignature'
        'Export-AgSignatureCoverage'
        'Get-AgChange'
        'Undo-AgChange'
        'Compare-AgSignatureApi'
        'Sync-AgSignatureApi'
        'Move-AgSignatureApi'
        'Export-AgState'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    DscResourcesToExport   = @()

    PrivateData            = @{
        PSData = @{
            Tags       = @('AlibabaCloud', 'Aliyun', 'ApiGateway', 'Signature', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
