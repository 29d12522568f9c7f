# The Tab key completes ids of the account by name. It merely helps typing: it signs nobody in, runs nothing, waits for
# nothing long, and leaves no error behind.

BeforeDiscovery {
    $places = @(
        @{ command = 'Get-AgSignature'; parameters = 'SignatureId', 'GroupId', 'ApiId' }
        @{ command = 'Set-AgSignature'; parameters = @('SignatureId') }
        @{ command = 'Remove-AgSignature'; parameters = @('SignatureId') }
        @{ command = 'Add-AgSignatureApi'; parameters = 'SignatureId', 'GroupId', 'ApiId' }
        @{ command = 'Remove-AgSignatureApi'; parameters = 'SignatureId', 'GroupId', 'ApiId' }
        @{ command = 'Get-AgSignatureApi'; parameters = 'SignatureId', 'GroupId', 'ApiId' }
        @{ command = 'Get-AgApi'; parameters = 'GroupId', 'ApiId' }
        @{ command = 'Get-AgApiGroup'; parameters = @('GroupId') }
    ) | ForEach-Object { $place = $_; $place.parameters | ForEach-Object { @{ command = $place.command; parameter = $_ } } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox -Arguments '--group', 'orders=250', '--group', 'payments=4', '--group', "it's a group=3", '--group', 'say "hi" now=2'
    $orders = Get-SampleGroupId orders
    $odd = Get-SampleGroupId "it's a group"

    function Get-Completion {
        param([string] $Line)
        @((TabExpansion2 $Line $Line.Length).CompletionMatches)
    }

    # What is sure to come, however busy the machine is: a listing that took longer than the Tab key waits comes next time.
    function Get-SureCompletion {
        param([string] $Line)
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        do {
            $found = Get-Completion $Line
        } while ($found.Count -eq 0 -and [datetime]::UtcNow -lt $deadline)
        $found
    }

    function Assert-Nothing {
        param([string] $Line)
        Clear-SandboxJournal
        $Error.Clear()
        Get-Completion $Line | Should -BeNullOrEmpty
        Get-SandboxCallCount | Should -Be 0
        $Error | Should -BeNullOrEmpty
    }
}

AfterAll { Close-Sandbox }

Describe 'Completion of ids' {
    BeforeEach {
        Reset-Sandbox
        $context = Connect-Sandbox
        $key = New-AgSignature orders_key -SignatureKey visible_key_1 -SignatureSecret (ConvertTo-Secret 'hidden_Secret_1')
    }

    It 'is there for -<parameter> of <command>' -ForEach $places {
        $values = @((Get-SureCompletion "$command -$parameter ").CompletionText)
        $expected = switch ($parameter) {
            'SignatureId' { $key.SignatureId }
            'GroupId' { $orders }
            'ApiId' { Get-SampleApiId orders 1 }
        }
        $values | Should -Contain $expected
    }

    It 'is missing nowhere' {
        foreach ($command in Get-Command -Module AliGatewaySignature) {
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -In SignatureId, DestinationSignatureId, GroupId, ApiId, StageName, RegionId, ProfileName) {
                $parameter.Attributes.Where({ $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }).Type.Name |
                    Should -Be "$($parameter.Name -replace '^Destination')Completer" -Because "$($command.Name) has -$($parameter.Name)"
            }
        }
    }

    It 'offers names, and completes to ids' {
        $offered = Get-SureCompletion 'Get-AgSignature -SignatureId '
        $offered.CompletionText | Should -BeExactly $key.SignatureId
        $offered.ListItemText | Should -BeExactly orders_key
        $offered.ToolTip | Should -Match "^orders_key \($($key.SignatureId)\), cn-hangzhou, changed \d{4}-\d\d-\d\d \d\d:\d\d UTC$"

        $offered = Get-SureCompletion 'Get-AgApi -GroupId pay'
        $offered.CompletionText | Should -BeExactly (Get-SampleGroupId payments)
        $offered.ToolTip | Should -Match '^payments \([0-9a-f]{32}\), cn-hangzhou'

        $offered = Get-SureCompletion 'Get-AgApi -ApiId payments_api_0001'
        $offered.CompletionText | Should -BeExactly (Get-SampleApiId payments 1)
        $offered.ToolTip | Should -Match 'payments_api_0001 .*, GET /payments/payments_api_0001, group payments, published to RELEASE PRE TEST$'
    }

    It 'offers the runs of the journal, the newest first, and asks no service' {
        $journal = Join-Path $TestDrive 'runs.jsonl'
        $server = Get-SandboxServer
        $kept = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -SkipVerification -JournalPath $journal
        try {
            $null = New-AgSignature run_key
            $null = Get-SampleApiId payments 2 | Add-AgSignatureApi -SignatureName run_key -GroupName payments -StageName TEST
            $run = $kept.LastRun.RunId
            Clear-SandboxJournal
            foreach ($line in 'Undo-AgChange -RunId ', 'Get-AgChange -RunId ', "Get-AgChange $journal -RunId ", "Undo-AgChange -RunId $("$run".Substring(0, 4))") {
                $offered = @(Get-SureCompletion $line)
                $offered[0].CompletionText | Should -Be "$run"
                $offered[0].ToolTip | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d Add-AgSignatureApi: 1 call, 2 APIs$'
                if ($line.EndsWith(' ')) { $offered[1].ListItemText | Should -Match ' New-AgSignature$' }
            }

            Get-SandboxCall | Should -BeNullOrEmpty
        }
        finally {
            $null = Get-AgSignatureApi -SignatureName run_key | Remove-AgSignatureApi -Force
            Remove-AgSignature -SignatureName run_key -Force
            $null = Connect-Sandbox
        }
    }

    It 'completes names to names' {
        (Get-SureCompletion 'Get-AgSignature ord').CompletionText | Should -BeExactly orders_key
        (Get-SureCompletion 'Add-AgSignatureApi -SignatureName ord').CompletionText | Should -BeExactly orders_key
        (Get-SureCompletion 'Move-AgSignatureApi -SignatureName old -DestinationSignatureName ord').CompletionText | Should -BeExactly orders_key
        (Get-SureCompletion 'Move-AgSignatureApi orders_key ord').CompletionText | Should -BeExactly $key.SignatureId
        (Get-SureCompletion 'Get-AgApi -GroupName pay').CompletionText | Should -BeExactly payments
        (Get-SureCompletion 'Get-AgApi -GroupName payments -ApiId payments_api_0001').CompletionText | Should -BeExactly (Get-SampleApiId payments 1)
        @(Get-SureCompletion 'Get-AgApi -GroupName payments -ApiId ').Count | Should -Be @(Get-AgApi -GroupName payments).Count
    }

    It 'shows neither Key nor Secret' {
        $offered = Get-SureCompletion 'Get-AgSignature -SignatureId '
        $offered | Format-List * | Out-String | Should -Not -Match 'visible_key_1|hidden_Secret_1'
    }

    It 'goes by the beginning of the id or of the name, in any case' {
        $short = $key.SignatureId.Substring(0, 6)
        foreach ($word in $short, $short.ToUpperInvariant(), "'$short", "`"$short", 'ord', 'ORDERS_K', "'Orders", '"orders_key"') {
            (Get-SureCompletion "Get-AgSignature -SignatureId $word").CompletionText | Should -BeExactly $key.SignatureId -Because $word
        }

        foreach ($word in 'rders_key', $key.SignatureId.Substring(1), 'orders_keys', "'orders key") {
            Get-Completion "Get-AgSignature -SignatureId $word" | Should -BeNullOrEmpty
        }
    }

    It 'takes names with quotation marks and spaces: <typed>' -ForEach @(
        @{ typed = "'it''s a"; name = "it's a group" }
        @{ typed = '"it''s a'; name = "it's a group" }
        @{ typed = "it``'s"; name = "it's a group" }
        @{ typed = '''say "hi'; name = 'say "hi" now' }
        @{ typed = '"say `"hi`" n'; name = 'say "hi" now' }
        @{ typed = 'say` `"hi'; name = 'say "hi" now' }
    ) {
        $offered = Get-SureCompletion "Get-AgApi -GroupId $typed"
        $offered.ListItemText | Should -BeExactly $name
        $offered.CompletionText | Should -BeExactly (Get-SampleGroupId $name)
    }

    It 'lists in the order of the names' {
        (Get-SureCompletion 'Get-AgApiGroup -GroupId ').ListItemText | Should -Be "it's a group", 'orders', 'payments', 'say "hi" now'
    }

    It 'of APIs keeps to the group: <group>' -ForEach @(
        @{ group = '-GroupId $odd' }
        @{ group = '-GroupId $known.GroupId' }
        @{ group = '-groupi $odd' }
        @{ group = '$odd' }
    ) {
        $known = [pscustomobject] @{ GroupId = $odd }
        $global:odd = $odd
        $global:known = $known
        try {
            $ids = (Get-SureCompletion "Get-AgApi $group -ApiId ").CompletionText
        }
        finally {
            Remove-Variable odd, known -Scope Global
        }

        $ids | Should -Be (Get-SampleApiId "it's a group" 3)
    }

    It 'of several APIs goes on after the comma' {
        $first, $second = Get-SampleApiId "it's a group" 2
        (Get-SureCompletion "Add-AgSignatureApi -GroupId $odd -ApiId $first,$($second.Substring(0, 8))").CompletionText | Should -BeExactly $second
    }

    It 'of APIs offers nothing for a group that only the command would know: <group>' -ForEach @(
        @{ group = '-GroupId (Get-Something)' }
        @{ group = '-GroupI (Get-Something)' }
        @{ group = '(Get-Something).GroupId' }
        @{ group = '@splatted' }
        @{ group = "-GroupId 'no id'" }
    ) {
        Assert-Nothing "Get-AgApi $group -ApiId "
    }

    It 'asks once in a while, and shows our own changes at once' {
        $null = Get-SureCompletion 'Get-AgSignature -SignatureId '
        Clear-SandboxJournal
        $null = Get-Completion 'Get-AgSignature -SignatureId ord'
        $null = Get-Completion 'Set-AgSignature '
        Get-SandboxCallCount | Should -Be 0

        $another = New-AgSignature another_key
        (Get-SureCompletion 'Get-AgSignature -SignatureId ').ListItemText | Should -Be another_key, orders_key
        $null = Set-AgSignature $another.SignatureId -NewSignatureName renamed_key
        (Get-SureCompletion 'Get-AgSignature -SignatureId ').ListItemText | Should -Be orders_key, renamed_key
        Remove-AgSignature $another.SignatureId -Force
        (Get-SureCompletion 'Get-AgSignature -SignatureId ').ListItemText | Should -Be orders_key
    }

    It 'works on the embedded sandbox' {
        $null = Connect-AgAccount -Sandbox
        $inside = New-AgSignature inside_key
        (Get-SureCompletion 'Get-AgSignature -SignatureId i').CompletionText | Should -BeExactly $inside.SignatureId
        (Get-SureCompletion 'Get-AgApiGroup -GroupId ').ListItemText | Should -Be catalog, orders, payments
    }
}

Describe 'The account that is asked' {
    BeforeEach {
        Reset-Sandbox
        $global:outside = Connect-Sandbox
        $null = New-AgSignature outside_key
        $null = Connect-AgAccount -Sandbox
        $null = New-AgSignature inside_key
    }

    AfterEach { Remove-Variable outside -Scope Global }

    It 'is that of -Context' {
        (Get-SureCompletion 'Get-AgSignature -Context $outside -SignatureId ').ListItemText | Should -Be outside_key
        (Get-SureCompletion 'Get-AgSignature -SignatureId ').ListItemText | Should -Be inside_key
    }

    It 'is nobody where -Context cannot be told yet: <given>' -ForEach @(
        @{ given = '-Context (Get-Something)' }
        @{ given = '-Cont (Get-Something)' }
        @{ given = '-Context $null' }
        @{ given = '-Context $noSuchVariable' }
        @{ given = "-Context 'text'" }
        @{ given = '@splatted' }
    ) {
        Assert-Nothing "Get-AgSignature $given -SignatureId "
    }

    It 'is nobody once the context is closed' {
        $outside | Disconnect-AgAccount
        Assert-Nothing 'Get-AgSignature -Context $outside -SignatureId '
    }

    It 'is nobody in a runspace that is not signed in' {
        $done = Invoke-SecondPowerShell -Script @'
$line = 'Get-AgSignature -SignatureId '
(TabExpansion2 $line $line.Length).CompletionMatches.Count
'@
        $done.Output | Should -Be 0
        $done.Error | Should -BeNullOrEmpty
    }
}

Describe 'Who is not signed in' {
    BeforeAll {
        $complete = @'
Import-Module $env:AG_MODULE
$counts = foreach ($line in 'Get-AgSignature -SignatureId ', 'Get-AgApi -GroupId ', 'Get-AgApi -ApiId ') { (TabExpansion2 $line $line.Length).CompletionMatches.Count }
'SEEN:' + ($counts -join ',') + ';' + $Error.Count
'@
    }

    It 'is offered nothing, and gets no error' {
        (Invoke-ChildPowerShell $complete).Output | Should -Match 'SEEN:0,0,0;0'
    }

    It 'is not signed in by the environment' {
        # A host that is not there: asking it would take long, or end in an error.
        $done = Invoke-ChildPowerShell $complete -Environment @{
            ALIBABA_CLOUD_ACCESS_KEY_ID = 'EnvironmentKeyId'; ALIBABA_CLOUD_ACCESS_KEY_SECRET = 'EnvironmentSecret'; ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou'
        }
        $done.Output | Should -Match 'SEEN:0,0,0;0'
    }

    It 'has no program of a profile run' {
        Skip-Because $(if ($IsWindows) { 'the profile names a shell script' })
        $mark = Join-Path $TestDrive 'ran'
        $config = Join-Path $TestDrive 'external.json'
        @{ current = 'ext'; profiles = @(@{ name = 'ext'; mode = 'External'; region_id = 'cn-hangzhou'; process_command = "/usr/bin/touch $mark" }) } |
            ConvertTo-Json -Depth 4 | Set-Content $config
        $done = Invoke-ChildPowerShell $complete -Environment @{ ALIBABA_CLOUD_CONFIG_FILE = $config }
        $done.Output | Should -Match 'SEEN:0,0,0;0'
        $mark | Should -Not -Exist
    }
}

Describe 'Keys that would have to be renewed first' {
    It 'are not renewed by the Tab key' {
        Skip-Because $(if (-not $IsLinux) { 'its program uses the date of Linux' })
        # Valid for less than a call may take, so that the next call renews them.
        $count = Join-Path $TestDrive 'count'
        $program = Join-Path $TestDrive 'keys.sh'
        Set-Content $program @"
echo run >> '$count'
printf '{"mode":"AK","access_key_id":"%s","access_key_secret":"%s","expiration":"%s"}' "`$AG_SANDBOX_ACCESS_KEY_ID" "`$AG_SANDBOX_ACCESS_KEY_SECRET" "`$(date -u -d '+9 seconds' +%Y-%m-%dT%H:%M:%SZ)"
"@
        $config = Join-Path $TestDrive 'short.json'
        @{ current = 'short'; profiles = @(@{ name = 'short'; mode = 'External'; region_id = 'cn-hangzhou'; process_command = "/bin/sh $program" }) } |
            ConvertTo-Json -Depth 4 | Set-Content $config
        Reset-Sandbox
        Clear-SandboxJournal
        $done = Invoke-ChildPowerShell -Environment @{ ALIBABA_CLOUD_CONFIG_FILE = $config } -Script @"
Import-Module `$env:AG_MODULE
`$null = Connect-AgAccount -ProfileName short -Endpoint `$env:AG_SANDBOX_URL
`$line = 'Get-AgApi -GroupId '
`$offered = (TabExpansion2 `$line `$line.Length).CompletionMatches.Count
`$runs = @(Get-Content '$count').Count
`$groups = @(Get-AgApiGroup).Count
"SEEN:`$offered;`$runs;`$groups;`$(@(Get-Content '$count').Count -gt 1);`$(`$Error.Count)"
"@
        $done.Output | Should -Match 'SEEN:0;1;4;True;0' -Because $done.Error
        @(Get-SandboxCall).operation | Should -Be DescribeApiGroups -Because 'only the cmdlet called'
    }
}

Describe 'A service that does not answer in time' {
    BeforeAll {
        function Get-OpenConnection { (Invoke-SandboxControl GET '/sandbox/calls').connections.open }

        # A call over HTTP/1.1 is cancelled by closing its connection.
        function Wait-Cancelled {
            $deadline = [datetime]::UtcNow.AddSeconds(30)
            while ((Get-OpenConnection) -gt $before) {
                [datetime]::UtcNow | Should -BeLessThan $deadline -Because 'the call was cancelled, and its connection with it'
            }
        }
    }

    BeforeEach {
        Reset-Sandbox
        $null = Connect-Sandbox
        $before = Get-OpenConnection
    }

    AfterEach {
        Reset-Sandbox
        Disconnect-AgAccount
        $null = Connect-Sandbox
    }

    It 'is given up: nothing is offered, the call is cancelled' {
        # An hour: waiting for the answer would not end.
        $null = Invoke-SandboxControl PUT '/sandbox/options' @{ latency = 3600000 }
        Assert-Nothing 'Get-AgApi -GroupId '
        Wait-Cancelled
        $null = Invoke-SandboxControl PUT '/sandbox/options' @{ latency = 0 }
        Get-SandboxCallCount | Should -Be 0 -Because 'no call was answered, then or later'
        (Get-SureCompletion 'Get-AgApi -GroupId ').Count | Should -Be 4
    }

    It 'in the middle of a listing is given up too' {
        Set-SandboxFault @{ operation = 'DescribeApis'; kind = 'hang'; skip = 1 }
        $Error.Clear()
        Get-Completion "Get-AgApi -GroupId $orders -ApiId " | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        @(Get-SandboxCall DescribeApis).Count | Should -Be 2
        Wait-Cancelled
    }

    It 'is not asked again: one attempt, and no wait (<kind>)' -ForEach @(
        @{ kind = 'throttle' }, @{ kind = 'html503' }, @{ kind = 'reset' }, @{ kind = 'expiredToken' }
    ) {
        Set-SandboxFault @{ operation = 'DescribeApiGroups'; kind = $kind; retryAfter = 3600000 }
        $Error.Clear()
        Get-Completion 'Get-AgApi -GroupId ' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        Get-SandboxCallCount | Should -Be 1
        Clear-SandboxFault
        (Get-SureCompletion 'Get-AgApi -GroupId ').Count | Should -Be 4
    }

    It 'and one that refuses leave no error' {
        Set-SandboxFault @{ operation = 'DescribeSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
        $Error.Clear()
        Get-Completion 'Remove-AgSignature ' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'What is completed to' {
    It 'is in quotation marks where the shell would read something else: <name>' -ForEach @(
        @{ name = 'plain'; text = 'plain' }
        @{ name = 'a.b_c-d'; text = 'a.b_c-d' }
        @{ name = '0abc'; text = '0abc' }
        @{ name = '12345'; text = "'12345'" }
        @{ name = '1e5'; text = "'1e5'" }
        @{ name = 'two words'; text = "'two words'" }
        @{ name = "it's"; text = "'it''s'" }
        @{ name = 'say"hi"'; text = "'say`"hi`"'" }
        @{ name = '-dash'; text = "'-dash'" }
        @{ name = '#hash'; text = "'#hash'" }
        @{ name = '@at'; text = "'@at'" }
        @{ name = 'a$b'; text = "'a`$b'" }
        @{ name = 'a;b'; text = "'a;b'" }
        @{ name = 'a,b'; text = "'a,b'" }
        @{ name = '(x)'; text = "'(x)'" }
    ) {
        $config = Join-Path $TestDrive 'names.json'
        @{ current = $name; profiles = @(@{ name = $name; mode = 'AK' }) } | ConvertTo-Json -Depth 4 | Set-Content $config
        $offered = Invoke-SignedOut { Get-Completion 'Connect-AgAccount -ProfileName ' } -Environment @{ ALIBABA_CLOUD_CONFIG_FILE = $config }
        $offered.CompletionText | Should -BeExactly $text
        $offered.ListItemText | Should -BeExactly $name
        (& ([scriptblock]::Create("Write-Output $($offered.CompletionText)"))).ToString() | Should -BeExactly $name
    }

    It 'is nothing that the line would not show as it is: U+<sign>' -ForEach @(
        @{ sign = '001b' }
        @{ sign = '202e' }
        @{ sign = '200b' }
        @{ sign = '2066' }
    ) {
        $config = Join-Path $TestDrive 'names.json'
        @{ profiles = @(@{ name = "pro$([char][int]"0x$sign")d"; mode = 'AK' }, @{ name = 'plain'; mode = 'AK' }) } | ConvertTo-Json -Depth 4 | Set-Content $config
        $offered = Invoke-SignedOut { Get-Completion 'Connect-AgAccount -ProfileName ' } -Environment @{ ALIBABA_CLOUD_CONFIG_FILE = $config }
        $offered.CompletionText | Should -BeExactly 'plain'
    }
}
