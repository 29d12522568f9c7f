# The sample backend as a process of its own, for tests and for whoever tries the commands that prove a backend. A sample: the Secrets
# stand on its command line.

Set-StrictMode -Version 3.0

$script:backend = $null

# What a backend with these pairs is started with. A pair has a SignatureKey and a SignatureSecret.
function Get-Argument {
    param([object[]] $Pair, [string[]] $Argument)

    foreach ($one in $Pair) {
        '--pair'
        '{0}:{1}' -f $one.SignatureKey, [System.Net.NetworkCredential]::new('', $one.SignatureSecret).Password
    }

    $Argument
}

function Start-SampleBackend {
    <#
    .SYNOPSIS
    Starts a backend that accepts some pairs, and gives its address.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a process of a test')]
    param(
        # Whom it accepts: pairs, or keys that came with their Secrets.
        [object[]] $Pair = @(),

        # What else it is told; --help lists it.
        [string[]] $Argument = @()
    )

    Stop-SampleBackend
    $dll = Get-ChildItem (Join-Path $PSScriptRoot 'bin/*/net*/AliGatewaySignature.SampleBackend.dll') -ErrorAction Ignore |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $dll) {
        throw "The sample backend is not built. 'dotnet build' does it."
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new($(if ($env:AG_DOTNET) { $env:AG_DOTNET } else { 'dotnet' }))
    foreach ($word in @($dll.FullName, '--exit-with-stdin') + @(Get-Argument $Pair $Argument)) {
        $start.ArgumentList.Add($word)
    }

    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '^SampleBackend listening on (?<url>https?://\S+)$') {
        throw "The sample backend did not start: $line"
    }

    $script:backend = [pscustomobject] @{ Process = $process; Url = $Matches['url'] }
    $script:backend.Url
}

function Stop-SampleBackend {
    <#
    .SYNOPSIS
    Ends it.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a process of a test')]
    param()

    if ($script:backend) {
        $process = $script:backend.Process
        $process.StandardInput.Close()
        if (-not $process.WaitForExit(10000)) {
            $process.Kill()
        }

        $process.Dispose()
        $script:backend = $null
    }
}

function Set-SampleBackend {
    <#
    .SYNOPSIS
    From now on it accepts other pairs and behaves so, at the same address. What came before is forgotten.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a process of a test')]
    param([object[]] $Pair = @(), [string[]] $Argument = @())

    $words = ConvertTo-Json @(Get-Argument $Pair $Argument)
    $null = Invoke-RestMethod "$($script:backend.Url)/__options" -Method Put -Body $words -SkipCertificateCheck
    $null = Invoke-RestMethod "$($script:backend.Url)/__requests" -Method Delete -SkipCertificateCheck
}

function Get-SampleRequest {
    <#
    .SYNOPSIS
    What came, oldest first.
    #>
    param(
        # As text, as somebody would capture it.
        [switch] $Raw
    )

    # The list arrives as one object.
    $all = Invoke-RestMethod "$($script:backend.Url)/__requests" -SkipCertificateCheck
    foreach ($request in $all) {
        if (-not $Raw) {
            $request
            continue
        }

        $body = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($request.body))
        @(
            "$($request.method) $($request.target) HTTP/1.1"
            $request.headers | ForEach-Object { "$($_.name): $($_.value)" }
            ''
            $body
        ) -join "`r`n"
    }
}

Export-ModuleMember -Function Start-SampleBackend, Stop-SampleBackend, Set-SampleBackend, Get-SampleRequest
