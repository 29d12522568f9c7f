# How long many ids take through the cmdlet when every call is answered at once, beside Measure-Object.
[CmdletBinding()]
param([string] $Module, [string] $Client, [string] $Shape, [int] $Count, [int] $Runs)

$ErrorActionPreference = 'Stop'
Import-Module $Module
Add-Type -Path $Client
$ids = [string[]]@([AliGatewaySignature.Bench.Client.ManyIds]::Take($Count))
$key = @{ Context = [AliGatewaySignature.Bench.Client.InstantContext]::Create() }
switch ($Shape) {
    'Value' {
        $inputs = $ids
        $key += @{ SignatureId = 'signature'; GroupId = 'group'; StageName = 'TEST' }
    }
    'ApiId' {
        $inputs = [object[]]::new($Count)
        for ($i = 0; $i -lt $Count; $i++) { $inputs[$i] = [pscustomobject]@{ ApiId = $ids[$i] } }
        $key += @{ SignatureId = 'signature'; GroupId = 'group'; StageName = 'TEST' }
    }
    'Row' {
        $inputs = [object[]]::new($Count)
        for ($i = 0; $i -lt $Count; $i++) {
            $inputs[$i] = [pscustomobject]@{ SignatureId = 'signature'; GroupId = 'group'; StageName = 'TEST'; ApiId = $ids[$i] }
        }
    }
}

# Long enough for the compiler to settle.
$some = $inputs[0..[Math]::Min(19999, $Count - 1)]
foreach ($round in 1..5) {
    $null = $some | Measure-Object
    $null = $some | Add-AgSignatureApi @key -SkipRead -Replace
    Start-Sleep -Milliseconds 200
}

for ($run = 0; $run -lt $Runs; $run++) {
    [GC]::Collect()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = $inputs | Measure-Object
    $reference = $watch.Elapsed.TotalMilliseconds

    [GC]::Collect()
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = $inputs | Add-AgSignatureApi @key -SkipRead -Replace
    $ours = $watch.Elapsed.TotalMilliseconds

    if ($key.Context.LastRun.Done -ne $Count) {
        throw "$($key.Context.LastRun.Done) of $Count were bound."
    }

    '@' + (ConvertTo-Json @{ Reference = $reference; Ours = $ours } -Compress)
}
