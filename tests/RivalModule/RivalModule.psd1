@{
    RootModule        = 'RivalModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '0b9f3f0e-61f2-4b0e-9a5f-2d3c8c8b7f10'
    Author            = 'The AliGatewaySignature authors'
    Description       = 'Stands for a module that brings JSON libraries along.'
    PowerShellVersion = '5.1'
    CmdletsToExport   = @('ConvertTo-RivalJson')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
