# Bad values for every parameter of every cmdlet, chosen by a seed. Whatever comes of one, it has to be an object or a typed error.

Import-Module (Join-Path $PSScriptRoot 'Common.psm1')

$common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
$esc = [char] 27

# What no parameter is made for, in every type that a script may hand over.
$values = @(
    { $null }, { '' }, { ' ' }, { "`t" }, { "a`nb" }, { "a`r`nX-Header: b" }, { "${esc}[2J" }, { [char] 0 }, { "x$([char]0)y" }
    { 'x' * 5000 }, { 'x' * 300000 }, { [string] [char] 0xD83D }, { "`u{202e}abc" }, { "`u{8ba2}`u{5355}" }, { '../../etc/passwd' }, { '%00' }, { "'; --" }
    { '*' }, { '?' }, { '[a' }, { '$(throw 1)' }, { '{' }, { '-1' }, { -1 }, { 0 }, { [int]::MaxValue }, { [int]::MinValue }, { [long]::MaxValue }
    { [double]::NaN }, { [double]::PositiveInfinity }, { 1.5 }, { [decimal]::MaxValue }, { $true }, { $false }, { @() }, { @($null) }
    { @('', $null) }, { @(@('a'), @('b')) }, { , @(1, 2, 3) }, { @{} }, { @{ a = $null } }, { @{ '' = 1 } }, { @{ 1 = @{ 2 = 3 } } }
    { [pscustomobject] @{} }, { [pscustomobject] @{ ApiId = $null } }, { [pscustomobject] @{ ApiId = @{} } }, { { throw 'no' } }, { Get-Item . }
    { [datetime]::MinValue }, { [guid]::Empty }, { [version] '1.0' }, { [uri] 'about:blank' }, { [uri] 'relative/x' }, { 'http://' }, { 'https://[::1' }
    { 'ftp://host/' }, { 'https://user:pw@host/' }, { 'file:///etc/passwd' }, { [securestring]::new() }, { ConvertTo-Secret "a`nb" }, { ConvertTo-Secret 'short' }
    { [pscredential]::Empty }, { [pscredential]::new("a`nb", (ConvertTo-Secret 'abcdefgh')) }, { [pscredential]::new("`u{8ba2}", (ConvertTo-Secret "`u{8ba2}")) }
    { [System.Management.Automation.Language.NullString]::Value }, { [System.DBNull]::Value }, { [AppDomain]::CurrentDomain }, { [type] 'int' }
    { 1..200 }, { [xml] '<a><b/></a>' }, { [byte[]] (0..255) }, { [regex] 'a.b' }, { 'RELEASE ' }, { 'release' }, { 'PROD' }
)

# What each cmdlet needs so that one bad value at a time is what it is about.
function Get-GoodArgument {
    param([string] $Command, [string] $Parameter, [hashtable] $World)
    $isOfGroup = $Parameter -in 'GroupId', 'GroupName', 'StageName', 'ApiId'
    switch ($Command) {
        'Connect-AgAccount' { @{ Credential = Get-SandboxCredential; Endpoint = $World.Url; RegionId = 'cn-hangzhou' } }
        'New-AgSignature' { @{ SignatureName = 'a_key'; Confirm = $false } }
        'Set-AgSignature' { @{ SignatureId = $World.Key; NewSignatureName = 'b_key'; Confirm = $false } }
        'Get-AgSignature' { if ($isOfGroup) { @{ GroupId = $World.Group; StageName = 'TEST' } } else { @{} } }
        'Remove-AgSignature' { @{ SignatureId = $World.Key; WhatIf = $true } }
        'Add-AgSignatureApi' { @{ SignatureId = $World.Key; GroupId = $World.Group; StageName = 'TEST'; ApiId = $World.Api; Confirm = $false } }
        'Compare-AgSignatureApi' { @{ InputObject = [pscustomobject] @{ SignatureId = $World.Key; GroupId = $World.Group; StageName = 'TEST'; ApiId = $World.Api } } }
        'Sync-AgSignatureApi' { @{ InputObject = [pscustomobject] @{ SignatureId = $World.Key; GroupId = $World.Group; StageName = 'TEST'; ApiId = $World.Api }; Confirm = $false } }
        'Remove-AgSignatureApi' { @{ SignatureId = $World.Key; GroupId = $World.Group; StageName = 'TEST'; ApiId = $World.Api; Confirm = $false } }
        'Get-AgSignatureApi' { if ($isOfGroup) { @{ GroupId = $World.Group; StageName = 'TEST'; ApiId = $World.Api } } else { @{ SignatureId = $World.Key } } }
        'Move-AgSignatureApi' {
            $from = if ($Parameter -eq 'SignatureName') { @{} } else { @{ SignatureId = $World.Key } }
            $to = if ($Parameter -eq 'DestinationSignatureName') { @{} } else { @{ DestinationSignatureId = $World.Group } }
            $from + $to + @{ WhatIf = $true }
        }
        'Export-AgSignatureCoverage' { if ($Parameter -like '*Path') { @{ InputObject = @() } } else { @{ InputObject = @(); LiteralPath = $World.File; WhatIf = $true } } }
        'Export-AgState' { if ($Parameter -like '*Path') { @{ WhatIf = $true } } else { @{ LiteralPath = $World.File; WhatIf = $true } } }
        default { @{} }
    }
}

function Test-Typed {
    param([System.Management.Automation.ErrorRecord] $Problem)
    $id = ($Problem.FullyQualifiedErrorId -split ',')[0]
    $isOurs = $Problem.Exception.GetType().FullName -eq 'AliGatewaySignature.Errors.AgException' -and $id -ne 'UnexpectedError'
    $isBinding = $Problem.Exception -is [System.Management.Automation.ParameterBindingException]
    ($isOurs -or $isBinding) -and $Problem.CategoryInfo.Category -ne 'NotSpecified' -and $id -notmatch 'Exception$|^NotSpecified'
}

function Invoke-BadInput {
    <#
    .SYNOPSIS
    Calls cmdlets with bad values, and gives what came out that is neither an object nor a typed error, and over how many parameters.
    #>
    [CmdletBinding()]
    param(
        # Where the choice begins.
        [Parameter(Mandatory)] [int] $Seed,

        # How many calls.
        [Parameter(Mandatory)] [int] $Count
    )

    $random = [Random]::new($Seed)
    Reset-Sandbox
    $server = Get-SandboxServer
    $sandbox = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId cn-hangzhou -MaxAttempts 1 -TimeoutSec 5
    $world = @{ Url = $server.Url; Key = (New-AgSignature base_key -Confirm:$false).SignatureId; Group = Get-SampleGroupId orders; Api = Get-SampleApiId orders 1; File = Join-Path ([System.IO.Path]::GetTempPath()) 'coverage.json' }
    $targets = foreach ($command in Get-Command -Module AliGatewaySignature) {
        foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
            @{ Command = $command.Name; Parameter = $parameter.Name }
        }
    }
    $seen = @{}
    $untyped = [System.Collections.Generic.List[string]]::new()
    foreach ($number in 1..$Count) {
        $target = $targets[($number - 1) % $targets.Count]
        $value = $values[$random.Next($values.Count)]
        $with = Get-GoodArgument $target.Command $target.Parameter $world
        if ($target.Command -notin 'Connect-AgAccount', 'Disconnect-AgAccount', 'Get-AgContext', 'Export-AgSignatureCoverage') {
            $with.Context = $sandbox
        }

        $ErrorActionPreference = 'Continue'
        $problems = @(try {
                $with[$target.Parameter] = & $value
                if ($target.Parameter -like '*Credential' -and $with[$target.Parameter] -isnot [pscredential]) {
                    # PowerShell itself would ask for the rest.
                    $with[$target.Parameter] = [pscredential]::Empty
                }

                & $target.Command @with *>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
            }
            catch { $_ })
        $seen["$($target.Command) -$($target.Parameter)"] += 1
        foreach ($problem in $problems | Where-Object { -not (Test-Typed $_) }) {
            $untyped.Add("$($target.Command) -$($target.Parameter) $("$value".Trim()): $($problem.FullyQualifiedErrorId) $problem")
        }
    }

    [pscustomobject] @{ Calls = $Count; Parameters = $seen.Count; Untyped = $untyped }
}

Export-ModuleMember -Function Invoke-BadInput
