using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet that sends signed requests to a backend, as the gateway would. It needs no account.</summary>
public abstract class AgBackendCommand : AgCommand
{
    private volatile string? _underWay;
    private bool _warns;

    private protected AgBackendCommand()
    {
    }

    /// <summary>
    /// The address of the backend, with the path and the query that it serves. http is for loopback addresses, and with
    /// -AllowUnencrypted for private ones.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>Headers that go with the request; none of them is a header of the signature.</summary>
    [Parameter]
    [Alias("Headers")]
    [ValidateNotNull]
    public IDictionary Header { get; set; } = new Hashtable();

    /// <summary>
    /// The names of the headers that are signed; X-Ca-Request-Id when left out, which gets a new id. A name that the request does not
    /// carry has no line in what is signed.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] SignedHeader { get; set; } = [BackendSigner.RequestId];

    /// <summary>
    /// How the string to sign is built: Demo, the official demo's, when left out; or the points in which it differs from that, as
    /// Test-AgBackendSignature names them. The live gateway was never compared with any of them.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReadingCompleter))]
    public string Reading { get; set; } = Backend.Reading.DemoName;

    /// <summary>How long one answer may take, in seconds; 1 to 600, 30 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>Takes any certificate: for a test only, since whoever stands in between could answer.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Lets http go to private addresses. To public ones it never goes.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter AllowUnencrypted { get; set; }

    private protected Reading HowToSign { get; private set; } = Backend.Reading.OfDemo;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _warns = this.Wants("WarningAction", "WarningPreference");
        try
        {
            HowToSign = Backend.Reading.Find(Reading) ?? throw new AgException(
                Faults.InvalidInput, $"-Reading is '{Reading}'. It is Demo, or one or several of: "
                    + string.Join("; ", Backend.Reading.Points) + ". Several are parted by a comma.");
            var signed = SignedHeader.Select(static name => new KeyValuePair<string, string>(name, string.Empty)).ToList();
            BackendSigner.CheckGiven(RequestParts.Headers(Header).Concat(signed));
            BackendSigner.Check(RequestParts.Headers(Header).Concat(signed));
        }
        catch (AgException e)
        {
            ThrowFailure(e, Named);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _warns && _underWay is { } what)
        {
            _underWay = null;
            HostWarning.Write(
                this,
                $"{MyInvocation.MyCommand.Name} was stopped. Whether {what} was carried out is not known: it was under way. Look into the "
                    + "backend's log.");
        }
    }

    /// <summary>Whether a method only reads, so that nobody has to know whether it was carried out.</summary>
    private protected static bool OnlyReads(string method) => method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>Says what is sent now, for the warning of Ctrl+C.</summary>
    private protected void Sending(string method, string what) => _underWay = OnlyReads(method) ? null : what;

    /// <summary>Runs what sends, and knows when nothing is under way any more.</summary>
    private protected T Send<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            var answer = Run(work);
            _underWay = null;
            return answer;
        }
        catch (AgException)
        {
            _underWay = null;
            throw;
        }
    }

    /// <summary>The address without user name, password and query: what an error is about.</summary>
    private protected string Named =>
        Uri.IsAbsoluteUri ? $"{Uri.Scheme}://{Uri.Authority}{Uri.AbsolutePath}" : Uri.OriginalString.Split('?')[0];

    private protected BackendClient NewClient(BackendTarget target) =>
        new(target, SystemClock.Instance, TimeSpan.FromSeconds(TimeoutSec), SkipCertificateCheck);

    private protected BackendTarget FindTarget(string? server) =>
        Run(token => BackendTarget.FindAsync(Uri, server, AllowUnencrypted, token));

    /// <summary>Where a request goes, as a person reads it: without the query, which may hold what is nobody's business.</summary>
    private protected string Place(BackendTarget target) =>
        Named + (target.Server is null ? string.Empty : " at " + target.Server);

    private protected static BackendPair Reveal(AgSignaturePair pair) => new(pair.SignatureKey, PlainText.Reveal(pair.SignatureSecret));
}
