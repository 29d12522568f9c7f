# What docs/architecture.md promises of the code: counted by the script that its figures come from.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot
    $figures = & (Join-Path $root 'tools/Measure-Code.ps1')
    $page = Get-Content -Raw (Join-Path $root 'docs/architecture.md')
}

Describe 'The code' {
    It 'has one loop that runs batches' {
        $figures.BatchLoops | Should -Be 'src/AliGatewaySignature/Batching/BatchPipeline.cs'
    }

    It 'has no line over 140 characters' {
        $figures.LinesTooLong | Should -BeNullOrEmpty
    }

    It 'has no file over 250 lines' {
        $figures.FilesTooLong | Should -BeNullOrEmpty
    }

    It 'has few constructors that only assign' {
        $figures.AssignOnlyConstructors.Count | Should -BeLessOrEqual 15 -Because ($figures.AssignOnlyConstructors -join ', ')
    }
}

Describe 'The walk of one id' {
    BeforeAll {
        $walk = [regex]::Match($page, '(?s)## The walk of one id(.*?)\n## ').Groups[1].Value
        $steps = @([regex]::Matches($walk, '`(?<type>[A-Z]\w+)\.(?<member>\w+)`').ForEach({ $_.Groups['type'].Value + '.' + $_.Groups['member'].Value }))
        Import-AgModule
        $types = @{}
        [AliGatewaySignature.Commands.AgCommand].Assembly.GetTypes() | Where-Object { -not $_.IsNested } | ForEach-Object { $types[($_.Name -replace '`\d+$')] = $_ }
    }

    It 'has as many steps as the page says, each named once' {
        $steps.Count | Should -BeGreaterThan 30
        $steps.Count | Should -Be ([int] [regex]::Match($page, 'methods that one id passes \| (\d+)').Groups[1].Value)
        @($steps | Select-Object -Unique).Count | Should -Be $steps.Count
    }

    It 'names what is there' {
        $flags = [System.Reflection.BindingFlags] 'Instance, Static, Public, NonPublic, FlattenHierarchy'
        foreach ($step in $steps) {
            $type, $member = $step -split '\.'
            $types[$type] | Should -Not -BeNullOrEmpty -Because "there is no type for $step"
            $found = @($types[$type].GetMember($member, $flags))
            $found.Count | Should -BeGreaterThan 0 -Because "there is no $step"
        }
    }
}
