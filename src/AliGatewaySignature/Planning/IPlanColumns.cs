namespace AliGatewaySignature.Planning;

/// <summary>The columns of the row that is read, to say what became of one that is missing.</summary>
internal interface IPlanColumns
{
    /// <summary>Whether the row has a column, empty or not.</summary>
    bool Has(string column);

    /// <summary>A column whose name differs from this one by blanks and signs only; null when there is none.</summary>
    string? Near(string column);

    /// <summary>The sign that parts the names of columns, where all of them are in the name of one; null where they are not.</summary>
    char? Delimiter { get; }

    /// <summary>What the row is, without its values.</summary>
    string Describe();
}
