# A short form of the bench's random faults: every cmdlet that writes, under faults that a seed chooses.

BeforeDiscovery {
    $seeds = 1..18 | ForEach-Object { @{ seed = $_ } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-Module (Join-Path $PSScriptRoot 'RandomFaults.psm1')
    $null = Initialize-Sandbox
    $did = [System.Collections.Generic.List[object]]::new()
}

AfterAll { Close-Sandbox }

Describe 'Random faults' {
    It 'bring no lie, no second key and no untyped error, seed <seed>' -ForEach $seeds {
        $run = Invoke-RandomFaultRun -Seed $seed
        $did.Add($run)
        $run.Lies | Should -BeNullOrEmpty -Because "$($run.Does) told the truth"
        $run.SecondKeys | Should -Be 0
        $run.Untyped | Should -BeNullOrEmpty
    }

    It 'came to every cmdlet, and faults were played' {
        @($did.Does | Sort-Object -Unique).Count | Should -Be 9
        ($did | Measure-Object Faults -Sum).Sum | Should -BeGreaterThan 18
    }
}
