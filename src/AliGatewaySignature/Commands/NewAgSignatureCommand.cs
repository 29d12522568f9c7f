using System.Management.Automation;
using System.Security;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Creates a backend signature key (CreateSignature). Key and Secret are generated when they are left out.</summary>
[Cmdlet(VerbsCommon.New, "AgSignature", SupportsShouldProcess = true)]
[OutputType(typeof(AgSignature))]
public sealed class NewAgSignatureCommand : AgChangeCommand
{
    private SameNames? _names;

    /// <summary>4 to 50 letters (also Chinese), digits and '_', a letter first.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [NameTransformation]
    [ValidateSignatureName]
    public string SignatureName { get; set; } = string.Empty;

    /// <summary>6 to 20 letters, digits and '_', a letter first: tells the backend which Secret was used.</summary>
    [Parameter]
    [ValidateSignatureKey]
    public string? SignatureKey { get; set; }

    /// <summary>6 to 30 letters, digits and _ @ # ! *, a letter first.</summary>
    [Parameter]
    [SecretTransformation]
    [ValidateSignatureSecret]
    public SecureString? SignatureSecret { get; set; }

    /// <summary>The Key and the Secret together, as New-AgSignaturePair made them, or as a key that came with its Secret.</summary>
    [Parameter]
    [PairTransformation]
    [ValidateNotNull]
    public AgSignaturePair? Pair { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        (SignatureKey, SignatureSecret) = TakePair(Pair, SignatureKey, SignatureSecret);
        base.BeginProcessing();
    }

    /// <summary>Once for each name. What is no name does not bind, and creates no key.</summary>
    protected override void ProcessRecord() => ChangeOne(SignatureName, 1, () =>
    {
        _names ??= new SameNames(Client);
        if (Run(token => _names.WarningAsync(SignatureName, token)) is { } warning)
        {
            WriteWarning(warning);
        }

        if (new Confirmation(this).Approves(
            $"Create the key '{SignatureName}'.",
            $"Create the backend signature key '{SignatureName}'?",
            "Create a key"))
        {
            var key = SignatureKey ?? KeyGenerator.NewKey();
            var secret = SignatureSecret ?? PlainText.Protect(KeyGenerator.NewSecret());
            var isUnique = SignatureKey is null || SignatureSecret is null;
            var creator = Connection.CreatorFor(Client, found => Pump.Post(() => WriteWarning(found)));
            var made = Send(
                $"creating the key '{SignatureName}'",
                token => creator.CreateAsync(SignatureName, key, secret, isUnique, token));
            KeysChanged();
            _names.Add(made);
            Show(made);
        }
    });
}
