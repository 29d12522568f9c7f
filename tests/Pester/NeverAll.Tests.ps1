# Nothing that turns out empty ever means "all".

BeforeDiscovery {
    $empties = @(
        @{ what = 'an empty list'; pipe = { @() } }
        @{ what = 'nothing'; pipe = { } }
        @{ what = '$null'; pipe = { $null } }
        @{ what = 'an empty string'; pipe = { '' } }
        @{ what = 'a list of $null'; pipe = { $null, $null } }
        @{ what = 'a list of empty strings'; pipe = { '', '' } }
        @{ what = 'a filter that lets nothing through'; pipe = { $orderIds | Where-Object { $false } } }
        @{ what = 'a variable that does not exist'; pipe = { $nobodySetThis } }
        @{ what = 'an empty file'; pipe = { Get-Content $emptyFile } }
        @{ what = 'a CSV file with its header only'; pipe = { Import-Csv $headerFile } }
        @{ what = 'objects whose ApiId is $null'; pipe = { [pscustomobject] @{ ApiId = $null } } }
        @{ what = 'objects whose ApiId is empty'; pipe = { [pscustomobject] @{ ApiId = '' } } }
        @{ what = 'objects whose ApiId is an empty list'; pipe = { [pscustomobject] @{ ApiId = @() } } }
        @{ what = 'a listing without a result'; pipe = { Get-AgSignature -GroupId $orders -StageName RELEASE } }
    )
    $arguments = @(
        @{ what = '$null'; value = $null }
        @{ what = 'an empty string'; value = '' }
        @{ what = 'an empty list'; value = @() }
        @{ what = 'a list of $null'; value = @($null) }
        @{ what = 'a list with an empty string'; value = @('') }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 20)
    $emptyFile = Join-Path $TestDrive 'empty.txt'
    Set-Content $emptyFile '' -NoNewline
    $headerFile = Join-Path $TestDrive 'header.csv'
    Set-Content $headerFile 'ApiId,GroupId,StageName,SignatureId'
}

AfterAll { Close-Sandbox }

Describe 'Never all' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $null = $orderIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        $target = @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST' }
        Clear-SandboxJournal
    }

    Context '<what> in the pipeline' -ForEach $empties {
        It 'unbinds nothing' {
            Get-OutputOf { & $pipe | Remove-AgSignatureApi @target -Force } | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
            Get-SandboxBindingCount | Should -Be 20
        }

        It 'unbinds nothing when all the rest comes by name' {
            Get-ErrorOf { & $pipe | Remove-AgSignatureApi -Force -SignatureId $key.SignatureId -GroupId $orders -StageName test } | Out-Null
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'binds nothing' {
            Get-OutputOf { & $pipe | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName PRE } | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'lists nothing' {
            Get-OutputOf { & $pipe | Get-AgSignature -GroupId $orders -StageName TEST } | Should -BeNullOrEmpty
        }

        It 'unbinds nothing through a listing' {
            Get-ErrorOf { & $pipe | Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignatureApi -Force } | Out-Null
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'deletes no key' {
            Get-ErrorOf { & $pipe | Remove-AgSignature -Force } | Out-Null
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'does nothing with -All either' {
            Get-ErrorOf { & $pipe | Remove-AgSignatureApi @target -All -Force } | Get-ErrorId | Should -Contain AllTakesNoInput
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context '<what> as -ApiId' -ForEach $arguments {
        It 'is refused by <_>, and nothing is sent' -ForEach @(
            'Add-AgSignatureApi', 'Remove-AgSignatureApi', 'Get-AgSignature'
        ) {
            $command = $_
            $place = $target.Clone()
            if ($command -eq 'Get-AgSignature') { $place.Remove('SignatureId') }
            if ($command -like 'Remove*') { $place.Force = $true }
            @(Get-ErrorOf { & $command @place -ApiId $value }).Count | Should -Be 1
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'A filter that is <what>' -ForEach @(
        @{ what = '$null'; value = $null }
        @{ what = 'empty'; value = '' }
    ) {
        It '<command> -<name> refuses it and lists nothing' -ForEach @(
            @{ command = 'Get-AgApi'; name = 'GroupId' }
            @{ command = 'Get-AgApi'; name = 'ApiId' }
            @{ command = 'Get-AgApi'; name = 'ApiName' }
            @{ command = 'Get-AgApi'; name = 'ApiMethod' }
            @{ command = 'Get-AgApi'; name = 'ApiPath' }
            @{ command = 'Get-AgApi'; name = 'CatalogId' }
            @{ command = 'Get-AgApi'; name = 'StageName' }
            @{ command = 'Get-AgApi'; name = 'Visibility' }
            @{ command = 'Get-AgApiGroup'; name = 'GroupId' }
            @{ command = 'Get-AgApiGroup'; name = 'GroupName' }
            @{ command = 'Get-AgApiGroup'; name = 'InstanceId' }
            @{ command = 'Get-AgApiGroup'; name = 'BasePath' }
            @{ command = 'Get-AgApiGroup'; name = 'Sort' }
            @{ command = 'Get-AgSignature'; name = 'SignatureId' }
            @{ command = 'Get-AgSignature'; name = 'SignatureName' }
            @{ command = 'Get-AgSignatureApi'; name = 'SignatureId' }
        ) {
            $filter = @{ $name = $value }
            @(Get-ErrorOf { & $command @filter }).Count | Should -Be 1
            Get-OutputOf { & $command @filter } | Should -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }

        It '<command> takes no empty -Tag' -ForEach @(
            @{ command = 'Get-AgApi' }
            @{ command = 'Get-AgApiGroup' }
        ) {
            @(Get-ErrorOf { & $command -Tag @{} }).Count | Should -Be 1
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'A listing into a cmdlet that removes' {
        It 'removes nothing when its filter is $null' {
            Get-ErrorOf { Get-AgSignature -SignatureId $nobodySetThis | Remove-AgSignature -Force } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { Get-AgSignature -SignatureName $nobodySetThis | Remove-AgSignature -Force } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { Get-AgSignatureApi -SignatureId $nobodySetThis | Remove-AgSignatureApi -Force } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { Get-AgApi -GroupId $nobodySetThis | Remove-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST -Force } | Should -Not -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'removes nothing when no key has the name' {
            Get-AgSignature -SignatureName no_such_key -ErrorAction SilentlyContinue | Remove-AgSignature -Force
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'A pipeline into a listing' {
        It '<command> lists nothing for <what>' -ForEach @(
            foreach ($command in 'Get-AgApi', 'Get-AgApiGroup', 'Get-AgSignatureApi') {
                @{ command = $command; what = 'an empty list'; pipe = { @() } }
                @{ command = $command; what = '$null'; pipe = { $null } }
                @{ command = $command; what = 'an empty string'; pipe = { '' } }
                @{ command = $command; what = 'an object whose ids are $null'; pipe = { [pscustomobject] @{ GroupId = $null; SignatureId = $null } } }
                @{ command = $command; what = 'an object whose ids are empty'; pipe = { [pscustomobject] @{ GroupId = ''; SignatureId = '' } } }
                @{ command = $command; what = 'an object of another kind'; pipe = { [pscustomobject] @{ Size = 5 } } }
                @{ command = $command; what = 'a number'; pipe = { 5 } }
            }
        ) {
            Get-OutputOf { & $pipe | & $command } | Should -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context '-All' {
        It 'needs <_>, and not an empty one' -ForEach 'SignatureId', 'GroupId', 'StageName' {
            $wrong = $target.Clone()
            $wrong[$_] = ''
            Get-ErrorOf { Remove-AgSignatureApi @wrong -All -Force } | Should -Not -BeNullOrEmpty
            $wrong[$_] = $null
            Get-ErrorOf { Remove-AgSignatureApi @wrong -All -Force } | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }

        It 'is the only way to send a call without ids' {
            $null = $orderIds[0..4] | Remove-AgSignatureApi @target -Force
            @(Get-SandboxCall RemoveSignatureApis | Where-Object idCount -EQ 0) | Should -BeNullOrEmpty
            $null = Remove-AgSignatureApi @target -All -Force
            @(Get-SandboxCall RemoveSignatureApis | Where-Object idCount -EQ 0).Count | Should -Be 1
        }
    }

    Context 'A switch that is <what>' -ForEach @(
        @{ what = '$null'; value = { $null } }
        @{ what = 'a setting that does not exist'; value = { (@{ unbindAl = $true }).unbindAll } }
        @{ what = 'the output of a command that says nothing'; value = { & { } } }
    ) {
        It 'never becomes -All' {
            $splat = $target + @{ All = & $value; Force = $true }
            (Get-ErrorOf { Remove-AgSignatureApi @splat }).FullyQualifiedErrorId |
                Should -Be 'ParameterArgumentTransformationError,AliGatewaySignature.Commands.RemoveAgSignatureApiCommand'
            (Get-ErrorOf { Remove-AgSignatureApi @target -Force -All:(& $value) }) | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
            Get-SandboxBindingCount | Should -Be 20
        }

        It 'never becomes -Force' {
            Get-ErrorOf { $orderIds | Remove-AgSignatureApi @target -Force:(& $value) } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { Remove-AgSignature $key.SignatureId -Force:(& $value) } | Should -Not -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'never shows a Secret' {
            Get-ErrorOf { Get-AgSignature -IncludeSecret:(& $value) } | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }
    }
}
