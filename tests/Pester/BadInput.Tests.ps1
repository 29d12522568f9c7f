# A short form of the bench's bad inputs: every parameter of every cmdlet, a few values each.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-Module (Join-Path $PSScriptRoot 'BadInput.psm1')
    $null = Initialize-Sandbox
}

AfterAll { Close-Sandbox }

Describe 'Bad input' {
    It 'ends in an object or a typed error' {
        $said = Invoke-SignedOut -Environment @{ ALIBABA_CLOUD_STS_ENDPOINT = '127.0.0.1:9' } {
            Invoke-BadInput -Seed 1 -Count 600
        }
        $said.Parameters | Should -BeGreaterThan 90
        $said.Untyped | Should -BeNullOrEmpty
    }
}
