using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Says whether a captured request carries a valid signature of the gateway, in which reading, and if not, why. Nothing leaves the
/// machine.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AgBackendSignature", DefaultParameterSetName = RequestSet)]
[OutputType(typeof(AgBackendSignatureCheck))]
public sealed class TestAgBackendSignatureCommand : AgCommand
{
    private const string RequestSet = "Request";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string PartsSet = "Parts";

    private readonly List<string> _lines = [];
    private List<BackendPair> _pairs = [];

    /// <summary>
    /// The captured request as text: request line, headers, an empty line, the body. Lines of one request may come one by one.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RequestSet, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] Request { get; set; } = [];

    /// <summary>Files with one captured request each, byte for byte; wildcards find several.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, with wildcards taken for letters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The method; GET when left out.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    [ValidateNotNullOrEmpty]
    public string Method { get; set; } = "GET";

    /// <summary>The address that the backend was asked for, or its path and query.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PartsSet)]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = string.Empty;

    /// <summary>The headers of the request.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PartsSet)]
    [Alias("Headers")]
    [ValidateNotNull]
    public IDictionary Header { get; set; } = new Hashtable();

    /// <summary>The body: text, bytes, or a form as a dictionary.</summary>
    [Parameter(ParameterSetName = PartsSet)]
    public object? Body { get; set; }

    /// <summary>The pairs that may have signed, the one in force first: pairs, or keys that came with their Secrets.</summary>
    [Parameter]
    [PairTransformation(TakesSeveral = true)]
    [ValidateNotNullOrEmpty]
    public AgSignaturePair[]? Pair { get; set; }

    /// <summary>The Key, together with -SignatureSecret in place of -Pair.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SignatureKey { get; set; }

    /// <summary>The Secret of -SignatureKey.</summary>
    [Parameter]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? SignatureSecret { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if ((Pair is null) == (SignatureKey is null) || (SignatureKey is null) != (SignatureSecret is null))
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, "Who may have signed? Give -Pair, or -SignatureKey together with -SignatureSecret."));
        }

        _pairs = Pair is null
            ? [new BackendPair(SignatureKey!, PlainText.Reveal(SignatureSecret!))]
            : [.. Pair.Select(static pair => new BackendPair(pair.SignatureKey, PlainText.Reveal(pair.SignatureSecret)))];
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PartsSet:
                Attempt(Uri, () => Check(RequestParts.Create(Method, Uri, RequestParts.Headers(Header), Body)));
                break;
            case PathSet:
                CheckFiles(Path, isLiteral: false);
                break;
            case LiteralPathSet:
                CheckFiles(LiteralPath, isLiteral: true);
                break;
            default:
                Take();
                break;
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_lines.Count > 0)
        {
            Attempt(null, CheckLines);
        }
    }

    /// <summary>A text of several lines is a request; single lines are those of one request, as Get-Content gives them.</summary>
    private void Take()
    {
        foreach (var text in Request)
        {
            if (text.TrimEnd('\r', '\n').IndexOf('\n') >= 0)
            {
                Attempt(null, () => Check(FromText(text)));
            }
            else
            {
                _lines.Add(text.TrimEnd('\r', '\n'));
            }
        }
    }

    private void CheckLines()
    {
        try
        {
            Check(FromText(string.Join("\n", _lines)));
        }
        catch (AgException e) when (_lines.Count == 1)
        {
            throw e.WithDetail("It is one line; a file goes to -Path.");
        }
    }

    private void CheckFiles(string[] paths, bool isLiteral)
    {
        foreach (var path in paths)
        {
            Attempt(path, () =>
            {
                foreach (var file in CapturedFiles.Find(this, path, isLiteral))
                {
                    Attempt(file, () => Check(CapturedRequest.Read(CapturedFiles.Read(file)), file));
                }
            });
        }
    }

    private void Check(BackendRequest request, string? file = null)
    {
        var check = SignatureCheck.Run(request, _pairs);
        check.Path = file;
        WriteObject(check);
    }

    private static BackendRequest FromText(string text) => CapturedRequest.Read(Encoding.UTF8.GetBytes(text));
}
