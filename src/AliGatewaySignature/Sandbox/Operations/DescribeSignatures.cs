using AliGatewaySignature.Sandbox.State;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>Lists the keys, secrets included, as the service does.</summary>
internal sealed class DescribeSignatures : ServiceOperation
{
    public DescribeSignatures()
        : base("DescribeSignatures", "SignatureId", "SignatureName", "PageNumber", "PageSize")
    {
    }

    protected override void Execute(OperationContext context)
    {
        var page = context.Parameters.Page(100);
        var id = context.Parameters.Optional("SignatureId");
        var name = context.Parameters.Optional("SignatureName");

        int total;
        IEnumerable<SignatureRecord> signatures;
        if (id is null && name is null)
        {
            total = context.Store.Signatures.Count;
            signatures = context.Store.Signatures.Slice(page.Start, page.Size);
        }
        else
        {
            SignatureRecord[] matching = [.. context.Store.Signatures.All().Where(signature =>
                (id is null || string.Equals(signature.Id, id, StringComparison.Ordinal))
                    && (name is null || Matches(signature.Name, name, context.Semantics.KeyNameFilter)))];
            total = matching.Length;
            signatures = matching.Skip(page.Start).Take(page.Size);
        }

        page.Write(context.Reply, total);
        context.WriteList("SignatureInfos", "SignatureInfo", signatures, signature => context.Reply
            .Property("RegionId", context.RegionId)
            .Property("SignatureId", signature.Id)
            .Property("SignatureName", signature.Name)
            .Property("SignatureKey", signature.Key)
            .Property("SignatureSecret", signature.Secret)
            .Property("CreatedTime", ServiceTime.Text(signature.Created))
            .Property("ModifiedTime", ServiceTime.Text(signature.Modified)));
    }

    private static bool Matches(string name, string filter, NameFilter how) => how == NameFilter.Exact
        ? string.Equals(name, filter, StringComparison.Ordinal)
        : name.IndexOf(filter, StringComparison.Ordinal) >= 0;
}
