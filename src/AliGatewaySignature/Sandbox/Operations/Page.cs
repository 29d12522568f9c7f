using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>The page that a listing is asked for.</summary>
internal readonly record struct Page(int Number, int Size)
{
    /// <summary>How many items stand before the page; as much as an int holds for absurd page numbers.</summary>
    public int Start => (Number - 1L) * Size is var start && start < int.MaxValue ? (int)start : int.MaxValue;

    /// <summary>Writes what every paged reply says about its page.</summary>
    public void Write(JsonText reply, int total) => reply
        .Property("PageNumber", Number)
        .Property("PageSize", Size)
        .Property("TotalCount", total);
}
