# What release.yml runs beside dotnet and the Gallery's own commands.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $script = Join-Path (Get-RepositoryRoot) 'tools/Add-PackageSignature.ps1'

    # A package as far as the script looks.
    function New-FakePackage {
        $source = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $null = New-Item -ItemType Directory (Join-Path $source 'en-US'), (Join-Path $source 'AcsCore')
        foreach ($name in 'AliGatewaySignature.psd1', 'AliGatewaySignature.dll', 'AliGatewaySignature.Format.ps1xml', 'AliGatewaySignature.nuspec', 'LICENSE', 'en-US/help.xml',
            'AcsCore/AliGatewaySignature.AcsCore.dll', 'AcsCore/Newtonsoft.Json.dll') {
            Set-Content -LiteralPath (Join-Path $source $name) -Value "content of $name" -NoNewline
        }

        $package = "$source.nupkg"
        [System.IO.Compression.ZipFile]::CreateFromDirectory($source, $package)
        $package
    }

    function Read-Package {
        param([string] $Package)
        $archive = [System.IO.Compression.ZipFile]::OpenRead($Package)
        try {
            foreach ($entry in $archive.Entries) {
                $reader = [System.IO.StreamReader]::new($entry.Open())
                '{0}={1}' -f $entry.FullName, $reader.ReadToEnd()
                $reader.Dispose()
            }
        }
        finally {
            $archive.Dispose()
        }
    }

    $rsa = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Tests', $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $certificate = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
    $env:AG_CERTIFICATE = [System.Convert]::ToBase64String($certificate.Export('Pfx', 'of the tests'))
    $env:AG_CERTIFICATE_PASSWORD = 'of the tests'
}

AfterAll { Remove-Item Env:AG_CERTIFICATE, Env:AG_CERTIFICATE_PASSWORD }

# Authenticode is Windows' own: what signs is played, the rest is real.
Describe 'Add-PackageSignature.ps1' {
    It 'signs what PowerShell checks, and leaves the rest as it was' {
        function Set-AuthenticodeSignature {
            param($FilePath, $Certificate, $HashAlgorithm, $IncludeChain, $TimestampServer)
            Add-Content -LiteralPath $FilePath -Value " signed by $($Certificate.Subject)" -NoNewline
            [pscustomobject] @{ Status = 'Valid'; StatusMessage = '' }
        }

        $package = New-FakePackage
        $null = & $script -Package $package
        Read-Package $package | Sort-Object | Should -Be @(
            'AcsCore/AliGatewaySignature.AcsCore.dll=content of AcsCore/AliGatewaySignature.AcsCore.dll signed by CN=Tests'
            'AcsCore/Newtonsoft.Json.dll=content of AcsCore/Newtonsoft.Json.dll'
            'AliGatewaySignature.dll=content of AliGatewaySignature.dll signed by CN=Tests'
            'AliGatewaySignature.Format.ps1xml=content of AliGatewaySignature.Format.ps1xml signed by CN=Tests'
            'AliGatewaySignature.nuspec=content of AliGatewaySignature.nuspec'
            'AliGatewaySignature.psd1=content of AliGatewaySignature.psd1 signed by CN=Tests'
            'en-US/help.xml=content of en-US/help.xml'
            'LICENSE=content of LICENSE'
        )
    }

    It 'ends with an error when a file cannot be signed' {
        function Set-AuthenticodeSignature {
            param($FilePath, $Certificate, $HashAlgorithm, $IncludeChain, $TimestampServer)
            [pscustomobject] @{ Status = 'UnknownError'; StatusMessage = "no time stamp for $(Split-Path -Leaf $FilePath)" }
        }

        { & $script -Package (New-FakePackage) } | Should -Throw '*could not be signed: no time stamp*'
    }
}
