# Ctrl+C, and everything else that ends a pipeline early. A call that hangs here is not answered before the test is over, and is
# given up after 30 seconds: a pipeline that ends within 20 did not wait for it. How long it takes is measured in bench/.

BeforeDiscovery {
    $hanging = @(
        @{ what = 'New-AgSignature'; operation = 'CreateSignature'; script = 'New-AgSignature -SignatureName third_key' }
        @{ what = 'Set-AgSignature'; operation = 'ModifySignature'; script = 'Set-AgSignature -SignatureId $s -NewSignatureName renamed_key' }
        @{ what = 'Get-AgSignature'; operation = 'DescribeSignatures'; script = 'Get-AgSignature' }
        @{ what = 'Get-AgSignature of bindings'; operation = 'DescribeApiSignatures'; script = 'Get-AgSignature -GroupId $g -StageName TEST' }
        @{ what = 'Get-AgSignature of piped ids'; operation = 'DescribeApiSignatures'; script = '$ids | Get-AgSignature -GroupId $g -StageName TEST' }
        @{ what = 'Remove-AgSignature'; operation = 'DeleteSignature'; script = 'Remove-AgSignature -SignatureId $s -Force' }
        @{ what = 'Add-AgSignatureApi at a full batch'; operation = 'SetSignatureApis'; script = '$ids | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' }
        @{ what = 'Add-AgSignatureApi at its end'; operation = 'SetSignatureApis'; script = '$ids[0..4] | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' }
        @{ what = 'Remove-AgSignatureApi'; operation = 'RemoveSignatureApis'; script = '$ids | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -SkipRead -Force' }
        @{ what = 'Remove-AgSignatureApi -All while it counts'; operation = 'DescribeApiSignatures'; script = 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force' }
        @{ what = 'Remove-AgSignatureApi -All'; operation = 'RemoveSignatureApis'; script = 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force' }
        @{ what = 'Get-AgSignatureApi of a key'; operation = 'DescribeApisBySignature'; script = 'Get-AgSignatureApi -SignatureId $s' }
        @{ what = 'Get-AgSignatureApi of an API'; operation = 'DescribeSignaturesByApi'; script = 'Get-AgSignatureApi -GroupId $g -ApiId $ids[0] -StageName TEST' }
        @{ what = 'Get-AgApi'; operation = 'DescribeApis'; script = 'Get-AgApi -GroupId $g' }
        @{ what = 'Get-AgSignatureCoverage'; operation = 'DescribeApis'; script = 'Get-AgSignatureCoverage' }
        @{ what = 'Get-AgSignatureCoverage at a plug-in'; operation = 'DescribePlugins'; script = 'Get-AgSignatureCoverage' }
        @{ what = 'Get-AgApi -Unsigned'; operation = 'DescribeSignatures'; script = 'Get-AgApi -StageName TEST -Unsigned' }
        @{ what = 'Export-AgState'; operation = 'DescribeApiGroups'; script = 'Export-AgState (Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).json")' }
        @{ what = 'Compare-AgSignatureApi'; operation = 'DescribeApis'; script = '@{ SignatureId = $s; GroupId = $g; StageName = "TEST"; ApiId = $ids[0] } | Compare-AgSignatureApi' }
        @{ what = 'Sync-AgSignatureApi'; operation = 'SetSignatureApis'; script = '@{ SignatureId = $s; GroupId = $g; StageName = "TEST"; ApiId = $ids[0] } | Sync-AgSignatureApi' }
        @{ what = 'Move-AgSignatureApi'; operation = 'SetSignatureApis'; script = 'Move-AgSignatureApi $free $s -Force' }
        @{ what = 'Move-AgSignatureApi while it lists'; operation = 'DescribeApisBySignature'; script = 'Move-AgSignatureApi $free $s -Force' }
        @{ what = 'Undo-AgChange'; operation = 'RemoveSignatureApis'; script = '$made | Undo-AgChange -Force' }
        @{ what = 'Undo-AgChange while it reads'; operation = 'DescribeApiSignatures'; script = '$made | Undo-AgChange -Force' }
        @{ what = 'Get-AgApiGroup'; operation = 'DescribeApiGroups'; script = 'Get-AgApiGroup' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox @('--key', 'PatientKeyId=Patient_secret_1')
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)

    function Start-Hanging {
        param([string] $Script, $With = $context)
        Start-SecondPowerShell $Script -Variable @{ ctx = $With; s = $key.SignatureId; free = $free.SignatureId; g = $orders; ids = $orderIds; made = $made }
    }

    # Stops a pipeline, which ends while what it waits for goes on.
    function Stop-Second {
        param($Second)
        $null = $Second.Shell.BeginStop($null, $null)
        $Second.Running.AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
    }
}

AfterAll { Close-Sandbox }

Describe 'Stopping' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $free = New-AgSignature -SignatureName other_key
        $made = $orderIds[0..4] | Add-AgSignatureApi -SignatureId $free.SignatureId -GroupId $orders -StageName RELEASE
        Clear-SandboxJournal
    }

    AfterEach { Clear-SandboxFault }

    Context 'Ctrl+C while a call hangs' {
        It 'ends <what>' -ForEach $hanging {
            Set-SandboxFault @{ kind = 'hang'; operation = $operation }
            $second = Start-Hanging $script
            Wait-SandboxHang
            Stop-Second $second
            $done = $second | Complete-SecondPowerShell
            $done.State | Should -Be Stopped
            $done.Error | Should -BeNullOrEmpty
            Get-SandboxCallCount $operation | Should -BeLessOrEqual $(if ($script -match '\$ids \| (Add|Remove)') { 3 } else { 1 })
        }

        It 'ends <what>, at a backend that gives no answer' -ForEach @(
            @{ what = 'Test-AgBackend'; script = 'Test-AgBackend $ids (New-AgSignaturePair)'; says = '^$' }
            @{ what = 'Invoke-AgBackendRequest'; script = 'Invoke-AgBackendRequest $ids -Pair (New-AgSignaturePair)'; says = '^$' }
            @{ what = 'Test-AgBackend by POST'; script = 'Test-AgBackend $ids (New-AgSignaturePair) -Method POST -Force'; says = 'Test-AgBackend was stopped\. Whether probe 1 of 8 \(POST http://127\.0\.0\.1:\d+/\) was carried out is not known' }
            @{ what = 'Invoke-AgBackendRequest by POST'; script = 'Invoke-AgBackendRequest $ids -Pair (New-AgSignaturePair) -Method POST'; says = 'Invoke-AgBackendRequest was stopped\. Whether POST http://127\.0\.0\.1:\d+/ was carried out is not known' }
            @{ what = 'a POST whose warnings are off'; script = 'Invoke-AgBackendRequest $ids -Pair (New-AgSignaturePair) -Method POST -WarningAction Ignore'; says = '^$' }
        ) {
            $silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $silent.Start()
            $coming = $silent.AcceptTcpClientAsync()
            $second = Start-SecondPowerShell $script -Variable @{ ids = "http://$($silent.LocalEndpoint)/" }
            $coming.Wait(20000) | Should -BeTrue
            Stop-Second $second
            $done = $second | Complete-SecondPowerShell
            $coming.Result.Dispose()
            $silent.Stop()
            ($done.Line -match 'was stopped') -join ' ' | Should -Match $says
            $done.State | Should -Be Stopped
            $done.Error | Should -BeNullOrEmpty
        }

        It 'ends one that waits to repeat a call' {
            Set-SandboxFault @{ kind = 'throttle'; operation = 'SetSignatureApis'; retryAfter = 60000 }

            # All contexts of one account wait when it is throttled, so this one is another's.
            $patient = Connect-AgAccount -Credential (Get-SandboxCredential PatientKeyId Patient_secret_1) -Endpoint (Get-SandboxServer).Url
            $second = Start-Hanging -With $patient '$VerbosePreference = "Continue"; $ids[0] | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST'
            $second.Host.Console.WaitForLine('attempt 2 follows in 60000 ms', 20000) | Should -BeTrue
            Stop-Second $second
            ($second | Complete-SecondPowerShell).State | Should -Be Stopped
            Get-SandboxCallCount SetSignatureApis | Should -Be 1
            $null = Connect-Sandbox
        }

        It 'sends nothing of the batches that were not sent yet' {
            Set-SandboxFault @{ kind = 'hang'; operation = 'SetSignatureApis'; skip = 1 }
            $second = Start-Hanging '$ids | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ThrottleLimit 1'
            Wait-SandboxHang
            Stop-Second $second
            $done = $second | Complete-SecondPowerShell

            # The second batch may have begun before the first was shown.
            $done.Output.Count | Should -BeIn 0, 100
            $done.Line -join "`n" | Should -Match 'The outcome of batch 2 \(100 APIs of group'
            Clear-SandboxFault
            Get-SandboxCallCount SetSignatureApis | Should -Be 2
            Get-SandboxBindingCount $orders TEST | Should -Be 100
        }

        It 'leaves a context that goes on working' {
            Set-SandboxFault @{ kind = 'hang'; operation = 'DescribeSignatures' }
            $second = Start-Hanging 'Get-AgSignature'
            Wait-SandboxHang
            Stop-Second $second
            $null = $second | Complete-SecondPowerShell
            Clear-SandboxFault
            @(Get-AgSignature).Count | Should -Be 2
        }
    }

    Context 'Select-Object -First' {
        It 'ends Add-AgSignatureApi: what it has sent is bound, and nothing after it' {
            $out = $orderIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -ThrottleLimit 1 | Select-Object -First 1
            $out.ApiId | Should -Be $orderIds[0]
            Get-SandboxCallCount SetSignatureApis | Should -BeIn 1, 2
        }

        It 'ends Add-AgSignatureApi in the middle of a batch of results' {
            $out = $orderIds[0..49] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST | Select-Object -First 3
            $out.ApiId | Should -Be $orderIds[0..2]
            Get-SandboxBindingCount $orders TEST | Should -Be 50
        }

        It 'ends a listing' {
            (Get-AgApi -GroupId $orders | Select-Object -First 5).ApiId | Should -Be $orderIds[0..4]
            Get-SandboxCallCount DescribeApis | Should -Be 1
        }

        It 'before Add-AgSignatureApi limits what it binds' {
            $null = Get-AgApi -GroupId $orders | Select-Object -First 7 | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
            Get-SandboxBindingCount $orders TEST | Should -Be 7
        }

        It 'leaves no error' {
            $before = $global:Error.Count
            $null = $orderIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST | Select-Object -First 1
            $null = Get-AgSignature | Select-Object -First 1
            $global:Error.Count | Should -Be $before
        }
    }

    Context 'An error downstream' {
        It 'ends Add-AgSignatureApi, and nothing more is sent' {
            {
                $orderIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -ThrottleLimit 1 | ForEach-Object { throw 'downstream' }
            } | Should -Throw 'downstream'
            Get-SandboxCallCount SetSignatureApis | Should -BeLessOrEqual 2
        }
    }
}
