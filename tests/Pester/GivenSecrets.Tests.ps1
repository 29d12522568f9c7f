# Secrets that are given to Connect-AgAccount: empty, disposed before, disposed after.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $server = Get-SandboxServer
    $where = @{ Endpoint = $server.Url; RegionId = $server.RegionId }
}

AfterAll { Close-Sandbox }

Describe 'A secret given to Connect-AgAccount' {
    It 'that is [pscredential]::Empty is an error of its own' {
        $failed = @(Get-ErrorOf { Connect-AgAccount -Credential ([pscredential]::Empty) @where })
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^CredentialIncomplete,'
        $failed[0].CategoryInfo.Category | Should -Be AuthenticationError
    }

    It 'that was disposed before is an error of its own' {
        $secret = ConvertTo-Secret $server.AccessKeySecret
        $credential = [pscredential]::new($server.AccessKeyId, $secret)
        $secret.Dispose()
        $failed = @(Get-ErrorOf { Connect-AgAccount -Credential $credential @where })
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^CredentialIncomplete,'
        "$($failed[0])" | Should -Match 'was disposed before'
    }

    It 'goes on signing after its owner disposed it' {
        $secret = ConvertTo-Secret $server.AccessKeySecret
        $context = Connect-AgAccount -Credential ([pscredential]::new($server.AccessKeyId, $secret)) @where
        $secret.Dispose()
        @(Get-AgApiGroup -Context $context).Count | Should -BeGreaterThan 0
    }
}
