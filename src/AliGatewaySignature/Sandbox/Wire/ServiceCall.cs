using System.Text;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>A request read as a call: which operation, with which parameters, signed how.</summary>
internal sealed class ServiceCall
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private ServiceCall(WireRequest request)
    {
        Request = request;
        Query = Fields.Parse(request.Query);
        Form = request.HasForm ? Fields.Parse(Encoding.UTF8.GetString(request.Body)) : [];
        Collect(Query);
        Collect(Form);

        var authorization = request.Headers.First("Authorization");
        Signing = authorization is not null && authorization.StartsWith("ACS3-", StringComparison.Ordinal) ? SigningKind.Acs3
            : _values.ContainsKey("Signature") || _values.ContainsKey("SignatureMethod") ? SigningKind.Rpc
            : SigningKind.None;
    }

    public WireRequest Request { get; }

    /// <summary>The fields of the query, unescaped, in the order in which they came.</summary>
    public List<KeyValuePair<string, string>> Query { get; }

    /// <summary>The fields of the form body, unescaped, in the order in which they came.</summary>
    public List<KeyValuePair<string, string>> Form { get; }

    public SigningKind Signing { get; }

    /// <summary>A name that came twice, or null. The sandbox does not guess which of the two counts.</summary>
    public string? RepeatedName { get; private set; }

    /// <summary>Every parameter name that was sent.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>The operation that is asked for, or null.</summary>
    public string? Operation => Common("x-acs-action", "Action");

    /// <summary>The API version that is asked for, or null.</summary>
    public string? Version => Common("x-acs-version", "Version");

    /// <summary>Reads a request. Nothing is checked here, so that a refused call can still be described.</summary>
    public static ServiceCall Read(WireRequest request) => new(request);

    /// <summary>A parameter's value, or null when it was not sent. An empty value is a value.</summary>
    public string? Value(string name) => _values.TryGetValue(name, out var value) ? value : null;

    // The headers count for the newer signing only: the older one does not sign them.
    private string? Common(string header, string parameter) =>
        Signing == SigningKind.Acs3 ? Request.Headers.First(header) : Value(parameter) ?? Request.Headers.First(header);

    private void Collect(List<KeyValuePair<string, string>> fields)
    {
        foreach (var field in fields)
        {
            if (_values.ContainsKey(field.Key))
            {
                RepeatedName ??= field.Key;
            }
            else
            {
                _values.Add(field.Key, field.Value);
            }
        }
    }
}
