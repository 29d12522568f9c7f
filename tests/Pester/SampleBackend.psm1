# The sample backend as a process of its own, and how it behaves.

Set-StrictMode -Version 3.0

$root = Split-Path (Split-Path $PSScriptRoot)
$script:backend = $null

function Start-SampleBackend {
    param([string[]] $Arguments = @())

    $dll = Get-ChildItem (Join-Path $root 'tests/SampleBackend/bin/*/net*/AliGatewaySignature.SampleBackend.dll') -ErrorAction Ignore |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $dll) {
        throw "The sample backend is not built. 'dotnet build' does it."
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-DotNet))
    foreach ($word in @($dll.FullName, '--exit-with-stdin') + $Arguments) {
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

# From now on it behaves so, and what came before is forgotten.
function Set-SampleBackend {
    param([string[]] $Arguments)

    $null = Invoke-RestMethod "$($script:backend.Url)/__options" -Method Put -Body (ConvertTo-Json @($Arguments)) -SkipCertificateCheck
    $null = Invoke-RestMethod "$($script:backend.Url)/__requests" -Method Delete -SkipCertificateCheck
}

# What came, oldest first.
function Get-SampleRequest {
    Invoke-RestMethod "$($script:backend.Url)/__requests" -SkipCertificateCheck | ForEach-Object { $_ }
}

Export-ModuleMember -Function *
