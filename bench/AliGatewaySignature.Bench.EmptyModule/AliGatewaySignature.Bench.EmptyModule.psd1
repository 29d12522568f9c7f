@{
    RootModule        = 'AliGatewaySignature.Bench.EmptyModule.dll'
    ModuleVersion     = '0.1.0'
    GUID              = 'd0f4f1c5-6d0f-4b57-8d0a-5e4a3bd3c2a7'
    Author            = 'The AliGatewaySignature authors'
    Description       = 'One empty cmdlet, to compare import times with.'
    PowerShellVersion = '5.1'
    # Written by the bench from those of the module.
    FormatsToProcess  = @('AliGatewaySignature.Bench.EmptyModule.Format.ps1xml')
    TypesToProcess    = @('AliGatewaySignature.Bench.EmptyModule.Types.ps1xml')
    CmdletsToExport   = @('Test-AgNothing')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
