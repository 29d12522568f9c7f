# What every test file needs: the module, a sandbox server with its journal, a host that answers questions, and child
# processes. A test file imports this in its BeforeAll and stops the server in its AfterAll.

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
Import-Module (Join-Path $root 'tools/PowerShell/ThisPowerShell.psm1')

$writingOperations = 'CreateSignature', 'ModifySignature', 'DeleteSignature', 'SetSignatureApis', 'RemoveSignatureApis'

# Loopback only, so that no proxy setting of the machine gets in between.
$httpHandler = [System.Net.Http.HttpClientHandler]::new()
$httpHandler.UseProxy = $false
$http = [System.Net.Http.HttpClient]::new($httpHandler)

$server = $null

# Where nobody is signed in: a home folder without any file, and no metadata server to wait for.
$emptyHome = Join-Path ([System.IO.Path]::GetTempPath()) ('ag-home-' + [guid]::NewGuid().ToString('N'))
$signedOut = @{ HOME = $emptyHome; USERPROFILE = $emptyHome; ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true' }
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Item -LiteralPath $emptyHome -Recurse -Force -ErrorAction Ignore }

#region The module

function Get-AgModulePath {
    $path = if ($env:AG_MODULE) { $env:AG_MODULE } else { Join-Path $root 'out/AliGatewaySignature' }
    $manifest = if ($path -like '*.psd1') { $path } else { Join-Path $path 'AliGatewaySignature.psd1' }
    if (-not (Test-Path $manifest)) {
        throw "There is no module at $manifest. 'dotnet build -c Release' makes it."
    }

    (Resolve-Path $manifest).ProviderPath
}

function Import-AgModule {
    Import-Module (Get-AgModulePath) -Global
}

function Get-RepositoryRoot { $root }

# The dotnet that built the tests, or the one on PATH where somebody started a test file by hand.
function Get-DotNet { if ($env:AG_DOTNET) { $env:AG_DOTNET } else { 'dotnet' } }

# Ends a test, and says why, where this machine lacks something that no build can bring. Give the reason, or nothing.
function Skip-Because {
    param([string] $Reason)
    if ($Reason) {
        Set-ItResult -Skipped -Because $Reason
    }
}

# Runs something where no source of credentials has anything but what is given, whatever this machine is set up for.
function Invoke-SignedOut {
    param([Parameter(Mandatory)] [scriptblock] $Script, [hashtable] $Environment = @{})
    $wanted = $signedOut.Clone()
    foreach ($name in $Environment.Keys) {
        $wanted[$name] = $Environment[$name]
    }

    $saved = @{}
    $names = @($wanted.Keys) + @(Get-ChildItem Env:ALIBABA_CLOUD_* | ForEach-Object Name)
    foreach ($name in $names) {
        $saved[$name] = [Environment]::GetEnvironmentVariable($name)
        # $null would arrive as an empty text, and an empty variable is not a missing one.
        [Environment]::SetEnvironmentVariable($name, $wanted[$name] ?? [NullString]::Value)
    }

    try {
        & $Script
    }
    finally {
        foreach ($name in $saved.Keys) {
            [Environment]::SetEnvironmentVariable($name, $saved[$name] ?? [NullString]::Value)
        }
    }
}

#endregion

#region The sandbox server

function Start-SandboxServer {
    param([string[]] $Arguments = @())

    $place = if ($env:AG_SANDBOX_SERVER) { $env:AG_SANDBOX_SERVER } else { Join-Path $root 'tests/SandboxServer/bin/*/net*/AliGatewaySignature.SandboxServer.dll' }
    $dll = Get-ChildItem $place -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $dll) {
        throw "The sandbox server is not built. 'dotnet build -c Release' does it."
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-DotNet))
    foreach ($word in @($dll.FullName, '--urls', 'http://127.0.0.1:0', '--exit-with-stdin') + $Arguments) {
        $start.ArgumentList.Add($word)
    }

    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)

    $said = @{}
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        $name, $value = $line -split '=', 2
        $said[$name] = $value
        if ($name -eq 'AG_SANDBOX_READY') {
            break
        }
    }

    if (-not $said['AG_SANDBOX_READY']) {
        throw 'The sandbox server did not start.'
    }

    $script:server = [pscustomobject]@{
        Process         = $process
        Url             = $said['AG_SANDBOX_URL']
        AccessKeyId     = $said['AG_SANDBOX_ACCESS_KEY_ID']
        AccessKeySecret = $said['AG_SANDBOX_ACCESS_KEY_SECRET']
        RegionId        = $said['AG_SANDBOX_REGION_ID']
        CloudUrl        = $said['AG_CLOUD_URL']
    }
    $script:server
}

function Stop-SandboxServer {
    if ($script:server) {
        $process = $script:server.Process
        $process.StandardInput.Close()
        if (-not $process.WaitForExit(10000)) {
            $process.Kill()
        }

        $process.Dispose()
        $script:server = $null
    }
}

function Get-SandboxServer { $script:server }

function Invoke-SandboxControl {
    param([string] $Method, [string] $Path, $Body)

    $request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::new($Method), $script:server.Url + $Path)
    if ($PSBoundParameters.ContainsKey('Body')) {
        $json = ConvertTo-Json -InputObject $Body -Depth 8 -Compress
        $request.Content = [System.Net.Http.StringContent]::new($json, [System.Text.Encoding]::UTF8, 'application/json')
    }

    $reply = $http.SendAsync($request).GetAwaiter().GetResult()
    $text = $reply.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    if (-not $reply.IsSuccessStatusCode) {
        throw "$Method $Path was answered with $([int] $reply.StatusCode): $text"
    }

    $text | ConvertFrom-Json
}

# Back to the start: no keys, no bindings, no faults, an empty journal.
function Reset-Sandbox { $null = Invoke-SandboxControl POST '/sandbox/reset' }

function Clear-SandboxJournal { $null = Invoke-SandboxControl DELETE '/sandbox/calls' }

function Set-SandboxFault {
    param([Parameter(Mandatory)] [hashtable[]] $Rule)
    $null = Invoke-SandboxControl PUT '/sandbox/faults' $Rule
}

function Clear-SandboxFault { $null = Invoke-SandboxControl DELETE '/sandbox/faults' }

function Set-SandboxOption {
    param([hashtable] $Semantics)
    $null = Invoke-SandboxControl PUT '/sandbox/options' @{ semantics = $Semantics }
}

function Get-SandboxState { Invoke-SandboxControl GET '/sandbox/state' }

# The calls that the server saw, oldest first.
function Get-SandboxCall {
    param([string] $Operation)
    (Invoke-SandboxControl GET '/sandbox/calls').calls | Where-Object { -not $Operation -or $_.operation -eq $Operation }
}

function Get-SandboxCallCount {
    param([string] $Operation)
    @(Get-SandboxCall $Operation).Count
}

# Calls of operations that change something, whether or not they did.
function Get-SandboxWriteCount {
    @(Get-SandboxCall | Where-Object { $_.operation -in $writingOperations }).Count
}

# The most ids that one call carried.
function Get-SandboxMaxIds {
    param([string] $Operation)
    (Get-SandboxCall $Operation | Measure-Object idCount -Maximum).Maximum
}

# Waits until the server has calls in hand that it does not answer.
function Wait-SandboxHang {
    param([int] $Count = 1)
    $deadline = [datetime]::UtcNow.AddSeconds(30)
    while (@(Get-SandboxCall | Where-Object { $_.fault -eq 'hang' }).Count -lt $Count) {
        if ([datetime]::UtcNow -gt $deadline) {
            throw 'Too few calls reached the server.'
        }
    }
}

# Waits until the server has answered a call of an operation.
function Wait-SandboxCall {
    param([string] $Operation)
    $deadline = [datetime]::UtcNow.AddSeconds(30)
    while ((Get-SandboxCallCount $Operation) -eq 0) {
        if ([datetime]::UtcNow -gt $deadline) {
            throw "No call of $Operation reached the server."
        }
    }
}

# How many APIs of a group carry a key in a stage, as the server itself has it.
function Get-SandboxBindingCount {
    param([string] $GroupId, [string] $StageName, [string] $SignatureId)
    $sum = (Get-SandboxState).bindings |
        Where-Object { (-not $GroupId -or $_.groupId -eq $GroupId) -and (-not $StageName -or $_.stageName -eq $StageName) -and (-not $SignatureId -or $_.signatureId -eq $SignatureId) } |
        Measure-Object count -Sum
    [int] $sum.Sum
}

# The sandbox's ids follow from the names of its samples.
function Get-SandboxId {
    param([string] $Text)
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try {
        $hash = $sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text))
    }
    finally {
        $sha.Dispose()
    }

    [System.BitConverter]::ToString($hash, 0, 16).Replace('-', '').ToLowerInvariant()
}

function Get-SampleGroupId {
    param([string] $Name)
    Get-SandboxId "group:$Name"
}

function Get-SampleApiId {
    param([string] $GroupName, [int] $Count, [int] $Skip = 0)
    for ($number = $Skip + 1; $number -le $Skip + $Count; $number++) {
        Get-SandboxId ('api:{0}_api_{1:D4}' -f $GroupName, $number)
    }
}

function ConvertTo-Secret {
    param([string] $Text)
    $secret = [securestring]::new()
    $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    $secret.MakeReadOnly()
    $secret
}

function ConvertFrom-Secret {
    param([securestring] $Secret)
    [System.Net.NetworkCredential]::new('', $Secret).Password
}

function Get-SandboxCredential {
    param([string] $AccessKeyId = $script:server.AccessKeyId, [string] $AccessKeySecret = $script:server.AccessKeySecret)
    [pscredential]::new($AccessKeyId, (ConvertTo-Secret $AccessKeySecret))
}

# Signs the present runspace in to the server.
function Connect-Sandbox {
    Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $script:server.Url -RegionId $script:server.RegionId -SkipVerification
}

# The module, a server and the sign-in to it; for BeforeAll.
function Initialize-Sandbox {
    param([string[]] $Arguments = @())
    Import-AgModule
    Stop-SandboxServer
    $null = Start-SandboxServer $Arguments
    Connect-Sandbox
}

# For AfterAll.
function Close-Sandbox {
    Disconnect-AgAccount
    Stop-SandboxServer
}

#endregion

#region Errors

# The first part of an error's id, which is the one that scripts compare.
function Get-ErrorId {
    param([Parameter(ValueFromPipeline)] $ErrorRecord)
    process { ($ErrorRecord.FullyQualifiedErrorId -split ',')[0] }
}

#endregion

#region What a page shows

# The statements of a script, one by one, as a terminal runs what is pasted into it.
function Get-Statement {
    param([string] $Code)
    [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null).EndBlock.Statements |
        ForEach-Object { $_.Extent.Text }
}

# A printed text, so that two of them compare: ids, times, ports and generated Keys are others each time, and blanks fill up lines.
function Get-OutputPattern {
    param([string] $Text)
    $Text.Trim() -replace '\r' -replace '\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b', 'GUID' -replace '\b[0-9a-f]{32}\b', 'ID' -replace
    '(?<=127\.0\.0\.1:)\d+', 'PORT' -replace '\b\w{20}\b', 'KEY' -replace ' +(?=\n)'
}

#endregion

#region A second PowerShell, with a host that answers

function Initialize-FakeHost {
    if ('AgTest.FakeHost' -as [type]) {
        return
    }

    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AgTest
{
    public sealed class Question
    {
        public string Caption { get; set; }
        public string Message { get; set; }
        public string[] Choices { get; set; }
        public int DefaultChoice { get; set; }
    }

    /// <summary>A host whose user answers from a list, and who remembers what was asked.</summary>
    public sealed class FakeHost : PSHost
    {
        private readonly Guid id = Guid.NewGuid();

        public FakeHost(IEnumerable<string> answers) { Console = new FakeConsole(answers); }

        public FakeConsole Console { get; private set; }
        public override string Name { get { return "AgTestHost"; } }
        public override Version Version { get { return new Version(1, 0); } }
        public override Guid InstanceId { get { return id; } }
        public override PSHostUserInterface UI { get { return Console; } }
        public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
        public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
        public override void EnterNestedPrompt() { throw new NotSupportedException(); }
        public override void ExitNestedPrompt() { throw new NotSupportedException(); }
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }
        public override void SetShouldExit(int exitCode) { }
    }

    public sealed class FakeConsole : PSHostUserInterface
    {
        private readonly Queue<string> answers;

        public FakeConsole(IEnumerable<string> answers)
        {
            this.answers = new Queue<string>(answers);
            Questions = new List<Question>();
            Lines = new List<string>();
        }

        public List<Question> Questions { get; private set; }
        public List<string> Lines { get; private set; }
        public override PSHostRawUserInterface RawUI { get { return null; } }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            var labels = choices.Select(choice => choice.Label.Replace("&", string.Empty)).ToArray();
            Questions.Add(new Question { Caption = caption, Message = message, Choices = labels, DefaultChoice = defaultChoice });
            if (answers.Count == 0)
            {
                throw new InvalidOperationException("Asked once more than the test expected: " + message);
            }

            var answer = answers.Dequeue();
            var place = Array.FindIndex(labels, label => string.Equals(label, answer, StringComparison.OrdinalIgnoreCase));
            if (place < 0)
            {
                throw new InvalidOperationException("'" + answer + "' is not among " + string.Join(", ", labels));
            }

            return place;
        }

        /// <summary>Waits until a line with this text has been written; false when none came in time.</summary>
        public bool WaitForLine(string text, int milliseconds)
        {
            var deadline = DateTime.UtcNow.AddMilliseconds(milliseconds);
            lock (Lines)
            {
                while (!Lines.Any(line => line.Contains(text)))
                {
                    var left = deadline - DateTime.UtcNow;
                    if (left <= TimeSpan.Zero || !System.Threading.Monitor.Wait(Lines, left))
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        private void Add(string line)
        {
            lock (Lines)
            {
                Lines.Add(line);
                System.Threading.Monitor.PulseAll(Lines);
            }
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotSupportedException(); }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) { throw new NotSupportedException(); }
        public override string ReadLine() { throw new NotSupportedException(); }
        public override SecureString ReadLineAsSecureString() { throw new NotSupportedException(); }
        public override void Write(string value) { Add(value); }
        public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { Add(value); }
        public override void WriteLine(string value) { Add(value); }
        public override void WriteErrorLine(string value) { Add(value); }
        public override void WriteDebugLine(string message) { Add(message); }
        public override void WriteVerboseLine(string message) { Add(message); }
        public override void WriteWarningLine(string message) { Add(message); }
        public override void WriteProgress(long sourceId, ProgressRecord record) { }
    }
}
'@
}

# Begins a script in a runspace of its own. Without -DefaultHost its user answers -Answer, one after the other. Variables
# are handed over by reference; the variable ctx is also what every cmdlet gets as -Context.
function Start-SecondPowerShell {
    param(
        [Parameter(Mandatory)] [string] $Script,
        [string[]] $Answer = @(),
        [hashtable] $Variable = @{},
        [switch] $DefaultHost
    )

    Initialize-FakeHost
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule(@(Get-AgModulePath))
    $fake = [AgTest.FakeHost]::new($Answer)
    $runspace = if ($DefaultHost) { [runspacefactory]::CreateRunspace($state) } else { [runspacefactory]::CreateRunspace($fake, $state) }
    $runspace.Open()
    foreach ($name in $Variable.Keys) {
        $runspace.SessionStateProxy.SetVariable($name, $Variable[$name])
    }

    if ($Variable['ctx']) {
        $runspace.SessionStateProxy.SetVariable('PSDefaultParameterValues', [System.Management.Automation.DefaultParameterDictionary] @{ '*-Ag*:Context' = $Variable['ctx'] })
    }

    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    $null = $shell.AddScript($Script)
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    [pscustomobject]@{
        Shell    = $shell
        Runspace = $runspace
        Host     = $fake
        Output   = $output
        Running  = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]] $null, $output)
    }
}

function Complete-SecondPowerShell {
    param([Parameter(Mandatory, ValueFromPipeline)] $Second)
    process {
        $thrown = $null
        try {
            $null = $Second.Shell.EndInvoke($Second.Running)
        }
        catch {
            $thrown = $_.Exception
            while ($thrown.InnerException -and $thrown -is [System.Management.Automation.MethodInvocationException]) {
                $thrown = $thrown.InnerException
            }
        }

        $errors = @($Second.Shell.Streams.Error)
        if ($thrown -is [System.Management.Automation.RuntimeException] -and $thrown -isnot [System.Management.Automation.PipelineStoppedException] -and $thrown.ErrorRecord -and $thrown.ErrorRecord -notin $errors) {
            $errors += $thrown.ErrorRecord
        }

        [pscustomobject]@{
            Output    = @($Second.Output)
            Error     = $errors
            Warning   = @($Second.Shell.Streams.Warning)
            Verbose   = @($Second.Shell.Streams.Verbose)
            Question  = @($Second.Host.Console.Questions)
            Line      = @($Second.Host.Console.Lines)
            State     = $Second.Shell.InvocationStateInfo.State
            Exception = $thrown
        }
        $Second.Shell.Dispose()
        $Second.Runspace.Dispose()
    }
}

function Invoke-SecondPowerShell {
    param(
        [Parameter(Mandatory)] [string] $Script,
        [string[]] $Answer = @(),
        [hashtable] $Variable = @{},
        [switch] $DefaultHost
    )

    Start-SecondPowerShell @PSBoundParameters | Complete-SecondPowerShell
}

#endregion

#region Child processes

# Plays the terminal of a process: tells where its cursor is when asked, and types an answer at each question.
function Read-Terminal {
    param($Process, [string[]] $Answer)
    $left = [System.Collections.Generic.Queue[string]]::new($Answer)
    $text = [System.Text.StringBuilder]::new()
    $since = ''
    while (($character = $Process.StandardOutput.Read()) -ge 0) {
        $null = $text.Append([char] $character)
        $since += [char] $character
        if ($since.EndsWith("$([char] 27)[6n")) {
            $Process.StandardInput.Write("$([char] 27)[1;1R")
            $Process.StandardInput.Flush()
            $since = ''
        }
        elseif ($since.EndsWith('(default is "Y"):')) {
            $Process.StandardInput.Write($(if ($left.Count) { $left.Dequeue() } else { 'l' }) + "`r")
            $Process.StandardInput.Flush()
            $since = ''
        }
    }

    $text.ToString()
}

# Runs a script in a PowerShell of its own. What the parent's environment says about accounts does not reach it; AG_MODULE and
# the server's address and keys do. Standard input is empty (Closed), the null device (Null), empty lines (Line), or a
# terminal (Terminal) at which somebody answers every question with the next of -Answer.
function Invoke-ChildPowerShell {
    param(
        [Parameter(Mandatory)] [string] $Script,
        [ValidateSet('Closed', 'Null', 'Line', 'Terminal')] [string] $StandardInput = 'Closed',
        [string[]] $Answer = @(),
        [switch] $NonInteractive,
        [hashtable] $Environment = @{}
    )

    $file = Join-Path ([System.IO.Path]::GetTempPath()) ('ag-' + [guid]::NewGuid().ToString('N') + '.ps1')
    Set-Content -LiteralPath $file -Value $Script -Encoding utf8
    $words = @(Get-ThisPowerShell) + '-NoProfile'
    if ($NonInteractive) {
        $words += '-NonInteractive'
    }

    $words += '-File', $file
    $words = switch ($StandardInput) {
        'Null' { @('/bin/sh', '-c', 'exec "$@" </dev/null', 'sh') + $words }
        'Terminal' { 'script', '-qec', (($words | ForEach-Object { "'$_'" }) -join ' '), '/dev/null' }
        default { $words }
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new($words[0])
    $words | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    @($start.Environment.Keys) -like 'ALIBABA_CLOUD_*' | ForEach-Object { $null = $start.Environment.Remove($_) }
    $null = New-Item -ItemType Directory -Path $emptyHome -Force
    foreach ($name in $signedOut.Keys) {
        $start.Environment[$name] = $signedOut[$name]
    }

    $start.Environment['NO_COLOR'] = '1'
    $start.Environment['AG_MODULE'] = Get-AgModulePath
    if ($script:server) {
        $start.Environment['AG_SANDBOX_URL'] = $script:server.Url
        $start.Environment['AG_SANDBOX_ACCESS_KEY_ID'] = $script:server.AccessKeyId
        $start.Environment['AG_SANDBOX_ACCESS_KEY_SECRET'] = $script:server.AccessKeySecret
    }

    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }

    $process = [System.Diagnostics.Process]::Start($start)
    try {
        $errors = $process.StandardError.ReadToEndAsync()
        if ($StandardInput -eq 'Terminal') {
            $output = [System.Threading.Tasks.Task]::FromResult((Read-Terminal $process $Answer))
        }
        else {
            $output = $process.StandardOutput.ReadToEndAsync()
            if ($StandardInput -eq 'Line') {
                1..30 | ForEach-Object { $process.StandardInput.WriteLine() }
            }
        }

        $process.StandardInput.Close()
        if (-not $process.WaitForExit(60000)) {
            $process.Kill($true)
            throw 'The child process did not end: it waits for an answer.'
        }

        [pscustomobject]@{
            ExitCode = $process.ExitCode
            Output   = $output.GetAwaiter().GetResult()
            Error    = $errors.GetAwaiter().GetResult()
        }
    }
    finally {
        $process.Dispose()
        Remove-Item -LiteralPath $file
    }
}

#endregion

Export-ModuleMember -Function *
