# The role that about_AgAutomation gives to whoever only reads: what works with it, and what does not.

BeforeDiscovery {
    $page = Get-Content (Join-Path $PSScriptRoot '../../docs/en-US/about_AgAutomation.md') -Raw
    $readOnly = [regex]::Matches([regex]::Match($page, '(?s)\$readOnly = @\((.*?)\n\)').Groups[1].Value, "'([\w-]+)'") | ForEach-Object { $_.Groups[1].Value }
    $works = @(
        'Get-AgContext', 'Get-AgSignature -GroupId $group -StageName TEST', 'Get-AgSignature -GroupName orders -StageName TEST'
        'Get-AgSignatureApi -SignatureId $key', 'Get-AgSignatureApi -GroupName orders', 'Get-AgSignatureApi -GroupId $group -ApiId $apis[0]'
        'Get-AgApi -GroupName orders', 'Get-AgApiGroup', 'Get-AgSignatureCoverage -GroupName orders', 'Get-AgChange $journal'
    )
    $refused = @(
        'Get-AgSignature', 'Get-AgSignature -SignatureName first_key', 'Get-AgSignatureApi -SignatureName first_key'
        'Get-AgApi -GroupName orders -StageName TEST -Unsigned'
        '@{ SignatureId = $key; GroupId = $group; StageName = "TEST"; ApiId = $apis[0] } | Compare-AgSignatureApi -IncludeEqual'
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $page = Get-Content (Join-Path $PSScriptRoot '../../docs/en-US/about_AgAutomation.md') -Raw
    $policy = ConvertFrom-Json ([regex]::Match($page, '(?s)```\r?\n(\{.*?\n\})\r?\n```').Groups[1].Value)
    $allowed = @($policy.Statement.Action -replace '^apigateway:')
    $journal = Join-Path $TestDrive 'journal.jsonl'
    $server = Get-SandboxServer
    $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -SkipVerification -JournalPath $journal
    $key = (New-AgSignature first_key).SignatureId
    $group = Get-SampleGroupId orders
    $apis = @(Get-SampleApiId orders 3)
    $null = $apis | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST

    # All that the module calls, and the role does not have, is denied.
    $calls = @(Get-Content (Join-Path $PSScriptRoot '../../src/AliGatewaySignature/CloudApi/Operations.cs') | Select-String '"((?:Describe|Set|Remove|Create|Modify|Delete)\w+)"' -AllMatches |
            ForEach-Object { $_.Matches } | ForEach-Object { $_.Groups[1].Value } | Select-Object -Unique)
    Set-SandboxFault @($calls | Where-Object { $_ -notin $allowed } | ForEach-Object { @{ kind = 'error'; operation = $_; code = 'Forbidden.RAM'; status = 403 } })
}

AfterAll { Close-Sandbox }

Describe 'The role that only reads' {
    It 'is not allowed to change anything, nor to read Secrets' {
        $allowed | Should -Not -BeNullOrEmpty
        $allowed | Where-Object { $_ -notlike 'Describe*' -or $_ -eq 'DescribeSignatures' } | Should -BeNullOrEmpty
        'DescribeSignatures', 'SetSignatureApis', 'RemoveSignatureApis' | Should -BeIn $calls
        $allowed | Where-Object { $_ -ne 'DescribeRegions' } | Should -BeIn $calls
        Get-ErrorOf { $apis | Remove-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST -Force } | Get-ErrorId | Should -Be PermissionDenied
    }

    It 'is enough for <_>' -ForEach $works {
        @(& ([scriptblock]::Create($_)) 3> $null).Count | Should -BeGreaterThan 0
        Get-ErrorOf ([scriptblock]::Create($_)) 3> $null | Should -BeNullOrEmpty
    }

    It 'is not enough for <_>, as the page says' -ForEach $refused {
        Get-ErrorOf ([scriptblock]::Create($_)) | Get-ErrorId | Should -Be PermissionDenied
    }

    It 'tells of coverage what is not known' {
        $rows = Get-AgSignatureCoverage -GroupName orders -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'DescribeSignatures: Forbidden\.RAM'
        $rows.State | Should -Contain Unknown
    }

    It 'has a cmdlet of each name in the list' {
        $tried = [regex]::Matches("$works $refused", '\b\w+-Ag\w+').Value | Select-Object -Unique
        $readOnly | Where-Object { $_ -notmatch '^(Connect|Disconnect)-' -and $_ -notin $tried } | Should -BeNullOrEmpty
    }
}
