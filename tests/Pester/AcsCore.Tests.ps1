# The second transport as a user meets it: over the embedded sandbox and over the network, beside rival assemblies, and where
# it was left out. What needs its assembly is skipped where nobody could build it.

BeforeDiscovery {
    $module = if ($env:AG_MODULE) { $env:AG_MODULE } else { Join-Path $PSScriptRoot '../../out/AliGatewaySignature' }
    $folder = if ($module -like '*.psd1') { Split-Path -Parent $module } else { $module }
    $built = @(Get-Item (Join-Path $folder 'AcsCore/AliGatewaySignature.AcsCore.dll') -ErrorAction Ignore | ForEach-Object FullName)
    $notBuilt = @(if (-not $built) { "AliGatewaySignature.AcsCore is not built; 'dotnet test -p:WithAcsCore=true' does it where the feed has aliyun-net-sdk-core 1.6.2" })

    # Any other version that a restore has left on this machine.
    $packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $HOME '.nuget/packages' }
    $rivals = @(Get-ChildItem (Join-Path $packages 'newtonsoft.json/*/lib/netstandard2.0/Newtonsoft.Json.dll'), (Join-Path $packages 'newtonsoft.json/*/lib/netstandard1.3/Newtonsoft.Json.dll') -ErrorAction Ignore |
        Where-Object { [System.Reflection.AssemblyName]::GetAssemblyName($_.FullName).Version.Major -ne 13 } | Select-Object -First 1 -ExpandProperty FullName)
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    # What a child saw, as an object.
    function Get-Seen {
        param($Done)
        $found = [regex]::Match($Done.Output, 'SEEN:(.*)')
        $found.Success | Should -BeTrue -Because ($Done.Output + $Done.Error)
        $found.Groups[1].Value | ConvertFrom-Json
    }

    # The module without its second transport.
    function Copy-ModuleWithoutAcsCore {
        param([string] $Destination)
        $null = New-Item -ItemType Directory -Path $Destination -Force
        Get-ChildItem (Split-Path -Parent (Get-AgModulePath)) -File | Copy-Item -Destination $Destination
        Join-Path $Destination 'AliGatewaySignature.psd1'
    }

    # Of ours only: PowerShell itself may bring a Newtonsoft.Json.
    $loaded = @'
function Get-LoadedByUs {
    @([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'aliyun-net-sdk-core', 'AliGatewaySignature.AcsCore' -or $_.Location -like '*AcsCore*' } | ForEach-Object { $_.GetName().Name } | Sort-Object -Unique)
}
$ErrorActionPreference = 'Stop'
'@
}

Describe 'Where nobody chooses it' {
    It 'nothing of it is loaded' {
        $done = Invoke-ChildPowerShell ($loaded + @'

Import-Module $env:AG_MODULE
$context = Connect-AgAccount -Sandbox
$key = New-AgSignature -SignatureName first_key
$bound = Get-AgApiGroup -Name orders | Get-AgApi | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
'SEEN:' + ([pscustomobject] @{ transport = "$($context.Transport)"; bound = @($bound).Count; loaded = @(Get-LoadedByUs) } | ConvertTo-Json -Compress)
'@)
        $seen = Get-Seen $done
        $seen.transport | Should -Be Acs3
        $seen.bound | Should -Be 250
        $seen.loaded | Should -BeNullOrEmpty
    }
}

Describe 'Where it was left out' {
    It 'the error says so, and how to get it; nothing else is harmed' {
        $manifest = Copy-ModuleWithoutAcsCore (Join-Path $TestDrive 'AliGatewaySignature')
        $done = Invoke-ChildPowerShell -Environment @{ AG_MODULE = $manifest } -Script @'
$ErrorActionPreference = 'Stop'
Import-Module $env:AG_MODULE
$failure = try { Connect-AgAccount -Sandbox -Transport AcsCore } catch { $_ }
$context = Connect-AgAccount -Sandbox
'SEEN:' + ([pscustomobject] @{
    id       = $failure.FullyQualifiedErrorId
    category = "$($failure.CategoryInfo.Category)"
    message  = $failure.Exception.Message
    advice   = $failure.ErrorDetails.RecommendedAction
    groups   = @(Get-AgApiGroup).Count
} | ConvertTo-Json -Compress)
'@
        $seen = Get-Seen $done
        $seen.id | Should -BeLike 'TransportMissing,*'
        $seen.category | Should -Be NotInstalled
        $seen.message | Should -Match 'AcsCore'
        $seen.advice | Should -Match 'aliyun-net-sdk-core 1\.6\.2'
        $seen.groups | Should -Be 3
    }

    It 'a file that is no assembly is told as such' {
        $manifest = Copy-ModuleWithoutAcsCore (Join-Path $TestDrive 'Broken/AliGatewaySignature')
        $folder = Join-Path (Split-Path -Parent $manifest) 'AcsCore'
        $null = New-Item -ItemType Directory -Path $folder
        foreach ($name in 'Newtonsoft.Json', 'aliyun-net-sdk-core', 'AliGatewaySignature.AcsCore') {
            Set-Content -LiteralPath (Join-Path $folder "$name.dll") -Value 'no assembly'
        }

        $done = Invoke-ChildPowerShell -Environment @{ AG_MODULE = $manifest } -Script @'
Import-Module $env:AG_MODULE
$failure = try { Connect-AgAccount -Sandbox -Transport AcsCore -ErrorAction Stop } catch { $_ }
'SEEN:' + ([pscustomobject] @{ id = $failure.FullyQualifiedErrorId; message = $failure.Exception.Message } | ConvertTo-Json -Compress)
'@
        $seen = Get-Seen $done
        $seen.id | Should -BeLike 'TransportMissing,*'
        $seen.message | Should -Match 'cannot be used'
    }
}

# One line says it, not one for each test.
Describe 'Chosen, where it could not be built' -ForEach $notBuilt {
    It 'serves nobody' { Skip-Because $_ }
}

Describe 'Chosen' -ForEach $built {
    BeforeAll {
        Import-AgModule
        $server = Start-SandboxServer
    }

    AfterAll {
        Disconnect-AgAccount -ErrorAction Ignore
        Stop-SandboxServer
    }

    It 'serves the embedded sandbox' {
        $context = Connect-AgAccount -Sandbox -Transport AcsCore
        $context.Transport | Should -Be AcsCore
        $key = New-AgSignature -SignatureName over_acs_core
        $bound = Get-AgApiGroup -Name orders | Get-AgApi | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST -Verify
        @($bound | Where-Object IsVerified).Count | Should -Be 250
    }

    It 'serves the network: same results, same errors, signed as it should be' {
        $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -Transport AcsCore
        (Get-AgContext).Transport | Should -Be AcsCore
        $key = New-AgSignature -SignatureName over_acs_core
        $ids = Get-SampleApiId orders 250
        $bound = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId (Get-SampleGroupId orders) -StageName TEST
        $bound.ApiId | Should -Be $ids
        Get-SandboxBindingCount -SignatureId $key.SignatureId | Should -Be 250
        Get-SandboxCall | ForEach-Object signing | Select-Object -Unique | Should -Be rpc
        Get-ErrorOf { Remove-AgSignature $key.SignatureId -Force } | Get-ErrorId | Should -Be StillInUse
        Get-AgSignatureApi -SignatureId $key.SignatureId | Remove-AgSignatureApi -Force | Should -HaveCount 250
        Remove-AgSignature $key.SignatureId -Force
        Get-AgSignature | Should -BeNullOrEmpty
    }

    It 'shows no secret in any stream, with the debug switch of the SDK set' {
        $done = Invoke-ChildPowerShell -Environment @{ DEBUG = 'sdk'; HTTP_PROXY = 'http://u:proxy-password@127.0.0.1:9'; NO_PROXY = '*.x' } -Script @'
$ErrorActionPreference = 'Continue'
Import-Module $env:AG_MODULE
$secret = ConvertTo-SecureString $env:AG_SANDBOX_ACCESS_KEY_SECRET -AsPlainText -Force
$null = Connect-AgAccount ([pscredential]::new($env:AG_SANDBOX_ACCESS_KEY_ID, $secret)) -Endpoint $env:AG_SANDBOX_URL -RegionId cn-hangzhou -Transport AcsCore
$own = ConvertTo-SecureString 'made_up_Secret_1' -AsPlainText -Force
New-AgSignature -SignatureName quiet_key -SignatureKey quiet_key_1 -SignatureSecret $own -Verbose -Debug:$false | Format-List | Out-String
$wrong = ConvertTo-SecureString 'Wrong+Secret/1' -AsPlainText -Force
$null = Connect-AgAccount ([pscredential]::new($env:AG_SANDBOX_ACCESS_KEY_ID, $wrong)) -Endpoint $env:AG_SANDBOX_URL -RegionId cn-hangzhou -Transport AcsCore
New-AgSignature -SignatureName quiet_key2 -SignatureKey quiet_key_2 -SignatureSecret $own -Verbose
$error | Format-List * -Force | Out-String
'SEEN:{"debug":"' + $env:DEBUG + '"}'
'@
        (Get-Seen $done).debug | Should -Be sdk
        $all = $done.Output + $done.Error
        $all | Should -Match 'RequestSignatureRefused'
        $all | Should -Match 'VERBOSE: CreateSignature'
        foreach ($secret in 'made_up_Secret_1', 'Wrong+Secret/1', 'Wrong%2BSecret', 'Wrong%252BSecret', 'proxy-password', $server.AccessKeySecret) {
            $all | Should -Not -Match ([regex]::Escape($secret))
        }
    }

    It 'loads into a context of its own, once' {
        $done = Invoke-ChildPowerShell ($loaded + @'

Import-Module $env:AG_MODULE
$null = Connect-AgAccount -Sandbox -Transport AcsCore
Import-Module $env:AG_MODULE -Force
$null = Connect-AgAccount -Sandbox -Transport AcsCore
$groups = @(Get-AgApiGroup).Count
$ours = [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like '*AcsCore*' }
'SEEN:' + ([pscustomobject] @{
    groups   = $groups
    loaded   = @(Get-LoadedByUs)
    count    = @($ours).Count
    contexts = @($ours | ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name } | Sort-Object -Unique)
} | ConvertTo-Json -Compress)
'@)
        $seen = Get-Seen $done
        $seen.groups | Should -Be 3
        $seen.loaded | Should -Be 'AliGatewaySignature.AcsCore', 'aliyun-net-sdk-core', 'Newtonsoft.Json'
        $seen.count | Should -Be 3
        $seen.contexts | Should -Be AliGatewaySignature.AcsCore
    }

    It 'lives beside another Newtonsoft.Json that was loaded first, and that goes on working' -ForEach $rivals {
        $done = Invoke-ChildPowerShell -Environment @{ AG_TEST_RIVAL = $_ } -Script ($loaded + @'

# A module with its own copy, as such modules load it.
$context = [System.Runtime.Loader.AssemblyLoadContext]::new('rival')
$theirs = $context.LoadFromAssemblyPath($env:AG_TEST_RIVAL)
$convert = $theirs.GetType('Newtonsoft.Json.JsonConvert').GetMethod('SerializeObject', [type[]] @([object]))
$before = $convert.Invoke($null, @('a'))
Import-Module $env:AG_MODULE
$null = Connect-AgAccount -Sandbox -Transport AcsCore
$groups = @(Get-AgApiGroup).Count
$after = $convert.Invoke($null, @('a'))
'SEEN:' + ([pscustomobject] @{
    before   = $before
    after    = $after
    groups   = $groups
    versions = @([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Newtonsoft.Json' -and ($_ -eq $theirs -or $_.Location -like '*AcsCore*') } | ForEach-Object { $_.GetName().Version.Major } | Sort-Object)
} | ConvertTo-Json -Compress)
'@)
        $seen = Get-Seen $done
        $seen.before | Should -Be '"a"'
        $seen.after | Should -Be '"a"'
        $seen.groups | Should -Be 3
        @($seen.versions).Count | Should -Be 2
        $seen.versions | Should -Contain 13
    }

    It 'lives beside the same SDK that somebody else has loaded into PowerShell itself' {
        $copy = Join-Path $TestDrive 'theirs'
        $null = New-Item -ItemType Directory -Path $copy
        Copy-Item (Join-Path (Split-Path -Parent (Get-AgModulePath)) 'AcsCore/aliyun-net-sdk-core.dll') $copy
        $done = Invoke-ChildPowerShell -Environment @{ AG_TEST_RIVAL = $copy } -Script ($loaded + @'

Add-Type -Path (Join-Path $env:AG_TEST_RIVAL 'aliyun-net-sdk-core.dll')
$theirs = [Aliyun.Acs.Core.CommonRequest]
Import-Module $env:AG_MODULE
$null = Connect-AgAccount -Sandbox -Transport AcsCore
'SEEN:' + ([pscustomobject] @{
    groups = @(Get-AgApiGroup).Count
    theirs = "$([Aliyun.Acs.Core.CommonRequest].Assembly.Location)"
    same   = [object]::ReferenceEquals($theirs, [Aliyun.Acs.Core.CommonRequest])
    copies = @([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'aliyun-net-sdk-core' }).Count
} | ConvertTo-Json -Compress)
'@)
        $seen = Get-Seen $done
        $seen.groups | Should -Be 3
        $seen.theirs | Should -BeLike "$copy*"
        $seen.same | Should -BeTrue
        $seen.copies | Should -Be 2
    }
}
