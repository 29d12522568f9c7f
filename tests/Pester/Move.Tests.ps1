# Move-AgSignatureApi: what one key signs is bound to another one. Nothing is without a key meanwhile, whenever the move is cut off.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $names = 'alpha', 'bravo', 'charlie', 'delta', 'echo'
    $null = Initialize-Sandbox @($names | ForEach-Object { '--group', "$_=400" })
    $journal = Join-Path $TestDrive 'journal.jsonl'

    # Signed in so that a call which fails is not repeated.
    function Connect-Once {
        param([hashtable] $More = @{})
        Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint (Get-SandboxServer).Url -RegionId (Get-SandboxServer).RegionId -MaxAttempts 1 -SkipVerification @More
    }

    # Two APIs in each of three places carry the old key: three batches.
    function Initialize-Move {
        param([string] $OtherKeyBound = 'replace')
        Reset-Sandbox
        Set-SandboxOption @{ otherKeyBound = $OtherKeyBound }
        Clear-SandboxFault
        Remove-Item $journal -ErrorAction Ignore
        $script:old = New-AgSignature -SignatureName old_key
        $script:new = New-AgSignature -SignatureName new_key
        $script:places = foreach ($place in @('alpha', 'TEST'), @('alpha', 'RELEASE'), @('bravo', 'TEST')) {
            $ids = Get-SampleApiId $place[0] 2
            $null = $ids | Add-AgSignatureApi -SignatureId $old.SignatureId -GroupId (Get-SampleGroupId $place[0]) -StageName $place[1] -ThrottleLimit 1
            , $place
        }
        Clear-SandboxJournal
    }

    function Get-BoundTo {
        param($Key)
        Get-SandboxBindingCount -SignatureId $Key.SignatureId
    }

    # From the call after -Skip on nothing is carried out. That call itself is lost: on its way, or with its answer.
    function Set-Cut {
        param([int] $Skip, [bool] $Applied)
        Set-SandboxFault @{ kind = 'reset'; operation = '*'; skip = $Skip; times = 1; applied = $Applied },
        @{ kind = 'error'; operation = '*'; skip = $Skip; status = 403; code = 'Forbidden.RAM' }
    }

    # A move that is cut. Gives the call that was hit; nothing when the move was over before.
    function Invoke-Cut {
        param([int] $Skip, [bool] $Applied, [hashtable] $With = @{})
        Clear-SandboxJournal
        Set-Cut $Skip $Applied
        try { $null = Move-AgSignatureApi $old $new -Force -ThrottleLimit 1 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue @With } catch { $_ | Get-ErrorId | Should -BeIn ConnectionLost, PermissionDenied }
        $null = Clear-SandboxFault
        @(Get-SandboxCall | Where-Object fault | Select-Object -First 1).operation
    }

    # A move with a gap in a process of its own.
    function Start-ChildMove {
        $server = Get-SandboxServer
        $script = @"
Import-Module '$(Get-AgModulePath)'
`$secret = ConvertTo-SecureString '$($server.AccessKeySecret)' -AsPlainText -Force
`$null = Connect-AgAccount -Credential ([pscredential]::new('$($server.AccessKeyId)', `$secret)) -Endpoint '$($server.Url)' -RegionId '$($server.RegionId)' -JournalPath '$journal' -SkipVerification
Move-AgSignatureApi '$($old.SignatureId)' '$($new.SignatureId)' -Force -AllowUnsignedGap -ThrottleLimit 1
"@
        $words = @(Get-ThisPowerShell) + '-NoProfile', '-NonInteractive', '-EncodedCommand', [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script))
        $start = [System.Diagnostics.ProcessStartInfo]::new($words[0])
        $words | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        [System.Diagnostics.Process]::Start($start)
    }
}

AfterAll { Close-Sandbox }

Describe 'Move-AgSignatureApi' {
    It 'moves 2,000 APIs of 5 groups with 20 calls that list, 20 that bind, and 1 that finds both keys' {
        Reset-Sandbox
        $old = New-AgSignature -SignatureName old_key
        $new = New-AgSignature -SignatureName new_key
        foreach ($name in $names) {
            $null = Get-SampleApiId $name 400 | Add-AgSignatureApi -SignatureId $old.SignatureId -GroupId (Get-SampleGroupId $name) -StageName RELEASE -SkipRead -Replace -Force
        }

        Clear-SandboxJournal
        $moved = Move-AgSignatureApi -SignatureName old_key -DestinationSignatureName new_key -Force
        $moved.Count | Should -Be 2000
        $moved | Group-Object Action, PreviousSignatureId, SignatureName -NoElement | ForEach-Object Name | Should -Be "Replaced, $($old.SignatureId), new_key"
        Get-SandboxCallCount DescribeSignatures | Should -Be 1
        Get-SandboxCallCount DescribeApisBySignature | Should -Be 20
        Get-SandboxCallCount SetSignatureApis | Should -Be 20
        @(Get-SandboxCall).Count | Should -Be 41
        Get-BoundTo $new | Should -Be 2000
        $last = (Get-AgContext).LastRun
        "$($last.Completed) $($last.Done) $($last.Unchanged) $($last.Failed) $($last.Unknown) $($last.NotSent) $($last.Calls)" | Should -Be 'True 2000 0 0 0 0 41'

        # By ids it takes one call more, and a run after the last one writes nothing and says nothing.
        Clear-SandboxJournal
        Move-AgSignatureApi $old $new -Force -WarningVariable warned | Should -BeNullOrEmpty
        $warned | Should -BeNullOrEmpty
        @(Get-SandboxCall).Count | Should -Be 3
        (Get-AgContext).LastRun.Completed | Should -BeTrue
    }

    Context 'a few APIs' {
        BeforeEach { Initialize-Move }

        It 'moves no more than -MaxCount, over groups and stages' {
            $canary = @(Move-AgSignatureApi $old $new -MaxCount 3 -Force)
            $canary.Count | Should -Be 3
            @($canary | Group-Object GroupId, StageName -NoElement).Count | Should -Be 2
            Get-BoundTo $new | Should -Be 3
            (Get-AgContext).LastRun.NotSent | Should -Be 0
            @($old | Move-AgSignatureApi -DestinationSignatureName new_key -Force).Count | Should -Be 3
            Get-BoundTo $old | Should -Be 0
        }

        It 'moves what <filter> lets through' -ForEach @(
            @{ filter = '-GroupName'; with = @{ GroupName = 'ALPHA' }; count = 4 }
            @{ filter = '-GroupId and -StageName'; with = @{ GroupId = 'alpha'; StageName = 'test' }; count = 2 }
            @{ filter = 'two stages'; with = @{ StageName = 'PRE', 'RELEASE' }; count = 2 }
            @{ filter = 'a group that has none'; with = @{ GroupName = 'echo' }; count = 0 }
        ) {
            if ($with.GroupId) { $with = $with + @{}; $with.GroupId = Get-SampleGroupId $with.GroupId }
            @(Move-AgSignatureApi $old.SignatureId $new.SignatureId -Force @with).Count | Should -Be $count
            Get-BoundTo $new | Should -Be $count
            Get-BoundTo $old | Should -Be (6 - $count)
        }

        It 'refuses <what>, and nothing is sent' -ForEach @(
            @{ what = 'one key for both'; with = @{ SignatureId = '{old}'; DestinationSignatureId = '{old}' }; id = 'InvalidInput'; text = 'are the same'; calls = 0 }
            @{ what = 'one key for both, by name'; with = @{ SignatureName = 'old_key'; DestinationSignatureName = 'OLD_KEY' }; id = 'InvalidInput'; text = 'are the same'; calls = 1 }
            @{ what = 'an old key that is not there'; with = @{ SignatureName = 'olt_key'; DestinationSignatureName = 'new_key' }; id = 'NotFound'; text = 'There is: old_key'; calls = 1 }
            @{ what = 'a new key that is not there'; with = @{ SignatureId = '{old}'; DestinationSignatureId = 'new_key' }; id = 'NotFound'; text = 'give -DestinationSignatureName'; calls = 2 }
            @{ what = 'a group that is not there'; with = @{ SignatureId = '{old}'; DestinationSignatureName = 'new_key'; GroupId = 'alpha' }; id = 'NotFound'; text = 'give -GroupName'; calls = 5 }
            @{ what = 'a stage that is none'; with = @{ SignatureId = '{old}'; DestinationSignatureName = 'new_key'; StageName = 'RELESE' }; id = 'InvalidInput'; text = 'RELEASE, PRE and TEST'; calls = 0 }
            @{ what = 'a group by id and by name'; with = @{ SignatureId = '{old}'; DestinationSignatureName = 'new_key'; GroupName = 'alpha'; GroupId = 'alpha' }; id = 'InvalidInput'; text = 'exclude each other'; calls = 0 }
            @{ what = 'a gap without a journal'; with = @{ SignatureId = '{old}'; DestinationSignatureName = 'new_key'; AllowUnsignedGap = $true }; id = 'GapNeedsJournal'; text = 'needs a journal'; calls = 0 }
        ) {
            $given = @{}
            $with.Keys | ForEach-Object { $given[$_] = if ($with[$_] -is [string]) { $with[$_].Replace('{old}', $old.SignatureId) } else { $with[$_] } }
            $said = Get-ErrorOf { Move-AgSignatureApi @given -Force }
            $said | Get-ErrorId | Should -Be $id
            "$said" | Should -Match $text
            @(Get-SandboxCall).Count | Should -Be $calls
            Get-BoundTo $old | Should -Be 6
        }

        It 'names the parameter that takes the id where two keys have the name' -ForEach @(
            @{ with = @{ SignatureName = 'twin_key'; DestinationSignatureName = 'new_key' }; text = 'Give one as -SignatureId\.$' }
            @{ with = @{ SignatureName = 'old_key'; DestinationSignatureName = 'twin_key' }; text = 'Give one as -DestinationSignatureId\.$' }
        ) {
            $null = New-AgSignature twin_key
            $null = New-AgSignature twin_key
            $said = Get-ErrorOf { Move-AgSignatureApi @with -Force }
            $said | Get-ErrorId | Should -Be AmbiguousName
            "$said" | Should -Match $text
        }

        It 'asks once, with the totals, and does nothing when the answer is no' {
            $done = Invoke-SecondPowerShell 'Move-AgSignatureApi $old $new' -Answer No -Variable @{ ctx = (Get-AgContext); old = $old; new = $new }
            $done.Question.Count | Should -Be 1
            $done.Question[0].Message | Should -Match 'Move 6 APIs from old_key \(\w{8}\u2026\) to new_key \(\w{8}\u2026\)\? '
            $done.Question[0].Message | Should -Match 'TEST of group alpha \(\w{32}\): 2 APIs'
            $done.Question[0].Message | Should -Match 'First: \w+_api_0001'
            $done.Error | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'shows the plan with -WhatIf' {
            $done = Invoke-SecondPowerShell 'Move-AgSignatureApi $old $new -WhatIf -Force' -Variable @{ ctx = (Get-AgContext); old = $old; new = $new }
            @($done.Line | Where-Object { $_ -match '^What if: Move 2 APIs of (alpha|bravo) in (TEST|RELEASE) to new_key' }).Count | Should -Be 3
            $done.Line[-1] | Should -Match '^What if: Move 6 APIs from old_key'
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'is undone by its results' {
            $moved = Move-AgSignatureApi $old $new -Force
            $back = $moved | Undo-AgChange -Force
            $back.Count | Should -Be 6
            Get-BoundTo $old | Should -Be 6
        }

        It 'leaves no API without a key and comes to the same end, cut off at any call' {
            $null = Connect-Once
            try {
                foreach ($applied in $false, $true) {
                    $cut = @()
                    do {
                        Initialize-Move
                        $hit = Invoke-Cut $cut.Count $applied
                        (Get-BoundTo $old) + (Get-BoundTo $new) | Should -Be 6 -Because "the cut after $($cut.Count) calls (carried out: $applied) unbinds nothing"
                        $null = Move-AgSignatureApi $old $new -Force
                        Get-BoundTo $new | Should -Be 6 -Because "a run after the cut after $($cut.Count) calls (carried out: $applied) does the rest"
                        if ($hit) { $cut += $hit }
                    } while ($hit)

                    $cut -join ' ' | Should -Be ('DescribeSignatures DescribeSignatures DescribeApisBySignature' + ' SetSignatureApis' * 3)
                }
            }
            finally {
                Clear-SandboxFault
                $null = Connect-Sandbox
            }
        }
    }

    Context 'where the service refuses to replace a key' {
        BeforeEach {
            Initialize-Move refuse
            $null = Connect-Once @{ JournalPath = $journal }
        }

        AfterEach { $null = Connect-Sandbox }

        It 'stops at the first refusal, sends nothing more, and says what to do' {
            $moved = Move-AgSignatureApi $old $new -Force -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
            $moved | Should -BeNullOrEmpty
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be ReplaceRefused
            $failed[0].CategoryInfo.Category | Should -Be InvalidOperation
            $failed[0].TargetObject.Count | Should -Be 2
            $failed[0].Exception.OutcomeUnknown | Should -BeFalse
            "$($failed[0])" | Should -Match 'does not let new_key .* 2 APIs of alpha in \w+ were left as they are: alpha_api_000'
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Set-AgSignature -Pair.*-AllowUnsignedGap'
            "$warned" | Should -Match 'Nothing was sent for 4 APIs'
            Get-SandboxWriteCount | Should -Be 1
            Get-BoundTo $old | Should -Be 6
            $last = (Get-AgContext).LastRun
            "$($last.Completed) $($last.Done) $($last.Failed) $($last.NotSent)" | Should -Be 'False 0 2 4'
        }

        It 'moves with a gap where that is allowed, and the journal can undo it' {
            $moved = Move-AgSignatureApi $old $new -Force -AllowUnsignedGap -ThrottleLimit 1
            $moved.Count | Should -Be 6
            $moved.Action | Select-Object -Unique | Should -Be Replaced
            Get-BoundTo $new | Should -Be 6
            (Get-SandboxCall | ForEach-Object operation | Where-Object { $_ -notlike 'Describe*' }) -join ' ' | Should -Be (
                'SetSignatureApis' + ' RemoveSignatureApis SetSignatureApis' * 3)
            $run = Get-AgChange -RunId (Get-AgContext).LastRun.RunId
            @($run | Where-Object Operation -EQ RemoveSignatureApis).DestinationSignatureId | Select-Object -Unique | Should -Be $new.SignatureId
            @($run[-1].Apis.PreviousSignatureId | Where-Object { $_ }).Count | Should -Be 0 -Because 'they carried no key just then'
            $run[-1].Apis.IsPreviousKnown | Select-Object -Unique | Should -BeTrue
        }

        It 'comes to the same end with a gap, cut off at any call' {
            $unsigned = foreach ($applied in $false, $true) {
                $cut = @()
                do {
                    Initialize-Move refuse
                    $hit = Invoke-Cut $cut.Count $applied @{ AllowUnsignedGap = $true }
                    6 - (Get-SandboxBindingCount)
                    $again = @(Move-AgSignatureApi $old $new -Force -AllowUnsignedGap)
                    Get-BoundTo $new | Should -Be 6 -Because "a run after the cut after $($cut.Count) calls (carried out: $applied) does the rest"
                    $again.Count | Should -BeLessOrEqual 6
                    if ($hit) { $cut += $hit }
                } while ($hit)

                $cut -notlike 'Describe*' -join ' ' | Should -Be (@('SetSignatureApis') + @('RemoveSignatureApis', 'SetSignatureApis') * 3 -join ' ')
            }

            # In each of three batches: the answer to the call that unbinds is lost, or the call that binds.
            @($unsigned -eq 2).Count | Should -Be 6
        }

        It 'leaves what nobody but a move to this very key has unbound, and what carries a key again' {
            Invoke-Cut 6 $false @{ AllowUnsignedGap = $true }
            Get-SandboxBindingCount | Should -Be 4
            $third = New-AgSignature -SignatureName third_key
            $other = Get-AgSignatureApi $old | Select-Object -First 1
            $null = $other | Remove-AgSignatureApi -Force
            Move-AgSignatureApi $old $third -MaxCount 1 -Force -AllowUnsignedGap | Should -Not -BeNullOrEmpty
            Get-BoundTo $third | Should -Be 1

            $lost = @(Get-AgChange | Where-Object DestinationSignatureId -EQ $new.SignatureId)[-1]
            $null = $lost.Apis[0].ApiId | Add-AgSignatureApi -SignatureId $third.SignatureId -GroupId $lost.GroupId -StageName $lost.StageName
            $again = @(Move-AgSignatureApi $old $new -Force -AllowUnsignedGap)
            @($again | Where-Object Action -EQ Bound).ApiId | Should -Be $lost.Apis[1].ApiId
            Get-BoundTo $third | Should -Be 2
            Get-SandboxBindingCount | Should -Be 5
        }

        It 'puts the old key back where the new one cannot be bound' {
            # The call that is refused comes first, then the one in the gap, then the way back.
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; skip = 1; times = 1; status = 403; code = 'Forbidden.RAM' }
            $moved = Move-AgSignatureApi $old $new -Force -AllowUnsignedGap -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $moved | Should -BeNullOrEmpty
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be PermissionDenied
            "$($failed[0])" | Should -Match '2 APIs carry old_key \(\w{8}\u2026\) again'
            Get-BoundTo $old | Should -Be 6
            (Get-AgContext).LastRun.NotSent | Should -Be 4
        }

        It 'says which APIs are left without a key' {
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; skip = 1; status = 403; code = 'Forbidden.RAM' }
            $null = Move-AgSignatureApi $old $new -Force -AllowUnsignedGap -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $failed[0] | Get-ErrorId | Should -Be LeftUnsigned
            "$($failed[0])" | Should -Match '2 APIs of alpha in \w+ carry no key now: alpha_api_'
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Run the same command again'
            Clear-SandboxFault
            $again = @(Move-AgSignatureApi $old $new -Force -AllowUnsignedGap)
            @($again | Where-Object Action -EQ Bound).Count | Should -Be 2
            Get-BoundTo $new | Should -Be 6
        }

        It 'first binds what is unbound when it is stopped' {
            $patient = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint (Get-SandboxServer).Url -RegionId (Get-SandboxServer).RegionId -JournalPath $journal -SkipVerification
            Set-SandboxFault @{ kind = 'hang'; operation = 'SetSignatureApis'; skip = 1 }
            $second = Start-SecondPowerShell 'Move-AgSignatureApi $old $new -Force -AllowUnsignedGap -ThrottleLimit 1' -Variable @{ ctx = $patient; old = $old; new = $new }
            Wait-SandboxHang
            Get-SandboxBindingCount | Should -Be 4
            $stop = $second.Shell.BeginStop($null, $null)
            while ($second.Shell.InvocationStateInfo.State -eq 'Running') { [System.Threading.Thread]::Yield() }
            Clear-SandboxFault
            $stop.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            $done = $second | Complete-SecondPowerShell
            $done.State | Should -Be Stopped
            Get-BoundTo $new | Should -Be 2
            Get-BoundTo $old | Should -Be 4
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 1
            "$($done.Line)" | Should -Match 'Nothing was sent for 4 APIs.*2 APIs were done and not shown'
        }

        It 'binds first what a process that was killed has left unbound' {
            Set-SandboxFault @{ kind = 'hang'; operation = 'SetSignatureApis'; skip = 1 }
            $child = Start-ChildMove
            try { Wait-SandboxHang } finally { $child.Kill(); $child.WaitForExit(); $child.Dispose() }
            Clear-SandboxFault
            Get-SandboxBindingCount | Should -Be 4
            $again = @(Move-AgSignatureApi $old $new -Force -AllowUnsignedGap)
            @($again | Where-Object Action -EQ Bound).Count | Should -Be 2
            @($again | Where-Object Action -EQ Replaced).Count | Should -Be 4
            Get-BoundTo $new | Should -Be 6
        }
    }
}
