# The sample backend as a process of its own, for tests and for whoever tries the commands that prove a backend. A sample: the Secrets
# stand on its command line.

Set-StrictMode -Version 3.0

$script:backend = $null

# What a backend with these pairs is started with. A pair has a SignatureKey and a SignatureSecret.
function Get-Argument {
    param([object[]] $Pair, [string[]] $Argument)

    foreach ($one in $Pair) {
        $secret = if ($one -and $one.PSObject.Properties['SignatureSecret']) { $one.SignatureSecret }
        if (-not $secret) {
            throw 'This pair has no Secret. Give one of New-AgSignaturePair, or a key with its Secret: Get-AgSignature -IncludeSecret.'
        }

        '--pair'
        '{0}:{1}' -f $one.SignatureKey, [System.Net.NetworkCredential]::new('', $secret).Password
    }

    $Argument
}

# Asks the backend about itself. It may have been stopped, or have died.
function Invoke-Backend {
    param([string] $Path, [string] $Method = 'Get', [string] $Body)

    if (-not $script:backend) {
        throw 'No sample backend runs here: Start-SampleBackend starts one.'
    }

    if ($script:backend.Process.HasExited) {
        throw "The sample backend has ended (exit code $($script:backend.Process.ExitCode)): Start-SampleBackend starts another one."
    }

    $with = @{ Uri = "$($script:backend.Url)/$Path"; Method = $Method; SkipCertificateCheck = $true }
    if ($Body) {
        $with.Body = $Body
    }

    Invoke-RestMethod @with
}

function Start-SampleBackend {
    <#
    .SYNOPSIS
    Starts a backend that accepts some pairs, and gives its address.
    .DESCRIPTION
    The backend is a program of its own on a free port of 127.0.0.1 that verifies the gateway's signature with its own code. It ends with
    this PowerShell, or with Stop-SampleBackend; Ctrl+C does not end it. One runs at a time: another start ends the one before.
    .EXAMPLE
    $url = Start-SampleBackend -Pair $old, $new
    Accepts two pairs.
    .EXAMPLE
    $url = Start-SampleBackend -Pair $old -Argument '--mode', 'lenient'
    Takes what is unsigned, too. 'dotnet run --project tests/SampleBackend -- --help' lists what else there is.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a process of a test')]
    param(
        # Whom it accepts: pairs, or keys that came with their Secrets.
        [object[]] $Pair = @(),

        # What else it is told; --help lists it.
        [string[]] $Argument = @()
    )

    $words = @(Get-Argument $Pair $Argument)
    Stop-SampleBackend
    $dll = Get-ChildItem (Join-Path $PSScriptRoot 'bin/*/net*/AliGatewaySignature.SampleBackend.dll') -ErrorAction Ignore |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $dll) {
        throw "The sample backend is not built. 'dotnet build' does it."
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new($(if ($env:AG_DOTNET) { $env:AG_DOTNET } else { 'dotnet' }))
    foreach ($word in @($dll.FullName, '--exit-with-stdin') + $words) {
        $start.ArgumentList.Add($word)
    }

    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if ($line -notmatch '^SampleBackend listening on (?<url>https?://\S+)$') {
        # What is wrong stands in the first line, and then how it is used.
        throw "The sample backend did not start: $(@($process.StandardError.ReadToEnd() -split '\r?\n')[0])"
    }

    $process.BeginErrorReadLine()
    $script:backend = [pscustomobject] @{ Process = $process; Url = $Matches['url'] }
    $script:backend.Url
}

function Stop-SampleBackend {
    <#
    .SYNOPSIS
    Ends the backend that runs.
    .DESCRIPTION
    Ends the backend that Start-SampleBackend started. Does nothing where none runs.
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
    From now on the backend accepts other pairs and behaves so, at the same address.
    .DESCRIPTION
    Takes the place of everything that the backend was started with, but TLS. What came before is forgotten.
    .EXAMPLE
    Set-SampleBackend -Pair $old, $new
    The backend got the new pair besides the old one.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a process of a test')]
    param(
        # Whom it accepts: pairs, or keys that came with their Secrets.
        [object[]] $Pair = @(),

        # What else it is told; --help lists it.
        [string[]] $Argument = @()
    )

    $words = ConvertTo-Json @(Get-Argument $Pair $Argument)
    $null = Invoke-Backend __options -Method Put -Body $words
    $null = Invoke-Backend __requests -Method Delete
}

function Get-SampleRequest {
    <#
    .SYNOPSIS
    What came, oldest first.
    .DESCRIPTION
    Gives the requests that the backend got since it was started, or since Set-SampleBackend: as objects, or with -Raw each as one text
    that Test-AgBackendSignature takes.
    .EXAMPLE
    Get-SampleRequest -Raw | Select-Object -Last 1 | Test-AgBackendSignature -Pair $old, $new
    Says which pair signed the last one.
    #>
    param(
        # As text, as somebody would capture it.
        [switch] $Raw
    )

    # The list arrives as one object.
    $all = Invoke-Backend __requests
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
