using System;

namespace AliGatewaySignature.Sandbox.State;

/// <summary>One backend signature key.</summary>
internal sealed class SignatureRecord
{
    public SignatureRecord(string id, string name, string key, string secret, DateTimeOffset created)
    {
        Id = id;
        Name = name;
        Key = key;
        Secret = secret;
        Created = created;
        Modified = created;
    }

    public string Id { get; }

    public string Name { get; set; }

    public string Key { get; set; }

    public string Secret { get; set; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset Modified { get; set; }

    /// <summary>Where the key is bound, over all groups and stages, in the order of binding.</summary>
    public OrderedBag<BindingRecord> Bindings { get; } = new();

    public OrderedBag<SignatureRecord>.Seat? Seat { get; set; }
}
