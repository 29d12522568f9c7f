namespace AliGatewaySignature.Sandbox.State;

/// <summary>One backend signature key.</summary>
internal sealed class SignatureRecord(string id, string name, string key, string secret, DateTimeOffset created)
{
    public SignatureRecord(KeyState given)
        : this(given.Id, given.Name, given.Key, given.Secret, given.Created) => Modified = given.Modified;

    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public string Key { get; set; } = key;

    public string Secret { get; set; } = secret;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; set; } = created;

    /// <summary>Where the key is bound, over all groups and stages, in the order of binding.</summary>
    public OrderedBag<BindingRecord> Bindings { get; } = new();

    public OrderedBag<SignatureRecord>.Seat? Seat { get; set; }

    /// <summary>The same as plain data.</summary>
    public KeyState Capture() => new(Id, Name, Key, Secret, Created, Modified);
}
