namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>One operation of the service: its name, the parameters it has, and what it does.</summary>
internal abstract class ServiceOperation(string name, params string[] parameters)
{
    private static readonly HashSet<string> CommonParameters = new(StringComparer.Ordinal)
    {
        "Action", "Version", "Format", "AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion",
        "SignatureNonce", "SignatureType", "Timestamp", "SecurityToken", "RegionId",
    };

    private readonly HashSet<string> _parameters = new HashSet<string>(parameters, StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead { get; } = name.StartsWith("Describe", StringComparison.Ordinal);

    /// <summary>Checks the parameters, does the work and writes the reply; or throws the refusal.</summary>
    public void Run(OperationContext context)
    {
        if (context.Semantics.UnknownParameter == Acceptance.Refuse)
        {
            foreach (var name in context.Parameters.Names)
            {
                if (!CommonParameters.Contains(name) && !_parameters.Contains(name) && !IsTag(name))
                {
                    throw new ServiceFault(400, "InvalidParameter", $"{Name} has no parameter {name}.");
                }
            }
        }

        Execute(context);
    }

    protected abstract void Execute(OperationContext context);

    private bool IsTag(string name) => name.StartsWith("Tag.", StringComparison.Ordinal) && _parameters.Contains("Tag");
}
