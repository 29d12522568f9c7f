using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Reads what the pipeline hands over, record by record, and refuses what cannot be sent, by the number of its row. PowerShell's own
/// validation knows no numbers, and what it refuses nobody counts.
/// </summary>
/// <param name="target">What the command line names; it beats the rows.</param>
/// <param name="names">The real names of what rows name by id.</param>
/// <param name="refuse">Is told what is refused.</param>
internal sealed class BindingRows(CommandTarget target, RealNames names, Action<AgException, AgSignatureBinding> refuse)
{
    private BatchKey _checked;
    private string? _keyNameColumn;
    private string? _groupNameColumn;

    /// <summary>Is told the stage of rows that can be sent, whenever key, group or stage are others than in the row before.</summary>
    public Action<string>? SeesStage { get; init; }

    /// <summary>How many records came.</summary>
    public long Count { get; private set; }

    /// <summary>Reads one record.</summary>
    /// <param name="signatureId">Its key; null when it names none.</param>
    /// <param name="groupId">Its group; null when it names none.</param>
    /// <param name="stageName">Its stage; null when it names none.</param>
    /// <param name="apiIds">Its APIs.</param>
    /// <returns>What can be sent; null when nothing can.</returns>
    /// <exception cref="AgException">Nothing can be sent for any record: a column is missing.</exception>
    public BatchInput? Read(string? signatureId, string? groupId, string? stageName, string?[]? apiIds)
    {
        Count++;
        var ids = apiIds is { Length: > 0 } ? apiIds : [null];
        var came = PipedNames.TakeFor(ids);
        var key = new BatchKey(
            target.SignatureId ?? signatureId?.Trim(),
            target.GroupId ?? groupId?.Trim() ?? (came is { IsList: true } ? came.CommonGroupId() : null) ?? string.Empty,
            stageName?.Trim() ?? string.Empty);

        if (came is { IsRow: true } && _keyNameColumn is null)
        {
            // What differs by a blank only is still what somebody meant. The first row tells for all: it is looked for once.
            _keyNameColumn = came.NearColumn("SignatureName") ?? "SignatureName";
            _groupNameColumn = came.NearColumn("GroupName") ?? "GroupName";
        }

        // What has no id is no row: what else it lacks says nothing.
        var problem = came?.HasNoId ?? Array.TrueForAll(ids, static id => id is null)
            ? null
            : Lacks("SignatureId", key.SignatureId, came)
                ?? Lacks("GroupId", key.GroupId, came)
                ?? Lacks("StageName", key.StageName, came)
                ?? Check(key)
                ?? KeyNameProblem(key.SignatureId!, came)
                ?? GroupNameProblem(key.GroupId, came);
        if (problem is not null)
        {
            foreach (var apiId in ids)
            {
                Refuse(problem, key, apiId);
            }

            return null;
        }

        return Good(ids) is { } good
            ? new BatchInput(key, good, came?.ApiNames, GroupNameOf(key.GroupId, came))
            : WithoutBad(ids, key, came);
    }

    /// <summary>Says of a refusal which row it is about.</summary>
    public string Numbered(string text) => $"Row {Count}: {text}";

    /// <summary>The ids as they came, or without the blanks around them; null when one of them cannot be sent.</summary>
    private static string[]? Good(string?[] apiIds)
    {
        var trimmed = apiIds;
        for (var i = 0; i < apiIds.Length; i++)
        {
            var id = apiIds[i];
            if (id is { Length: > 0 } && (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[id.Length - 1])))
            {
                trimmed = ReferenceEquals(trimmed, apiIds) ? (string?[])apiIds.Clone() : trimmed;
                trimmed[i] = id = id.Trim();
            }

            if (id is null || IdRules.Check(id) is not null)
            {
                return null;
            }
        }

        return trimmed!;
    }

    private BatchInput? WithoutBad(string?[] apiIds, in BatchKey key, PipedNames? came)
    {
        var (known, ids, apiNames) = (came?.ApiNames, new List<string>(apiIds.Length), new List<string?>(apiIds.Length));
        for (var i = 0; i < apiIds.Length; i++)
        {
            var id = apiIds[i]?.Trim();
            if ((came?.Problem(i) ?? InputRules.Check("ApiId", id)) is { } problem)
            {
                Refuse(problem, key, id);
            }
            else
            {
                ids.Add(id!);
                apiNames.Add(known?[i]);
            }
        }

        return ids.Count == 0 ? null : new BatchInput(key, ids, apiNames, GroupNameOf(key.GroupId, came));
    }

    /// <summary>The name of the group. What a row says is only a reason to look it up: questions and results show what is true.</summary>
    private string? GroupNameOf(string groupId, PipedNames? came) =>
        target.GroupName ?? came?.GroupName(groupId) ?? (ClaimedGroup(came) is null ? null : names.OfGroup(groupId));

    /// <summary>What is to be said of a record that does not name a thing; null when it does.</summary>
    private string? Lacks(string column, string? value, PipedNames? came)
    {
        if (!string.IsNullOrEmpty(value))
        {
            return null;
        }

        if ((column == "SignatureId" ? Claimed(came, _keyNameColumn) : column == "GroupId" ? Claimed(came, _groupNameColumn) : null)
            is { } name)
        {
            return $"it names '{InputRules.Visible(name)}' and has no {column}. Rows name things by id; give "
                + $"-{column.Replace("Id", "Name")} for all of them, or add the column.";
        }

        if (came?.Has(column) == true)
        {
            return $"{column} is empty.";
        }

        if (_checked != default)
        {
            // Earlier rows had it.
            return $"it has no {column}.";
        }

        var rows = came?.NearColumn(column) is { } near ? $"The rows have a column '{near}': call it {column}."
            : came is { IsList: true } ? "A list came as one object: pipe what is in it one by one."
            : null;
        throw new AgException(Faults.InvalidInput, column switch
        {
            "SignatureId" => "No key is named: give -SignatureName or -SignatureId, or rows with a SignatureId.",
            "GroupId" => "No group is named: give -GroupName or -GroupId, or APIs that come from Get-AgApi, or rows with a GroupId.",
            _ => "No stage is named: give -StageName, or rows with a StageName.",
        } + (rows is null ? string.Empty : " " + rows));
    }

    /// <summary>What is wrong with key, group or stage. Most rows name the same as the row before.</summary>
    private string? Check(in BatchKey key)
    {
        if (key == _checked)
        {
            return null;
        }

        var problem = InputRules.Check("SignatureId", key.SignatureId)
            ?? InputRules.Check("GroupId", key.GroupId)
            ?? InputRules.Check("StageName", key.StageName);
        if (problem is null)
        {
            _checked = key;
            SeesStage?.Invoke(key.StageName);
        }

        return problem;
    }

    /// <summary>A row whose name was edited and whose id was not, or the other way round, must not bind the wrong key.</summary>
    private string? KeyNameProblem(string signatureId, PipedNames? came) =>
        target.SignatureId is null && Claimed(came, _keyNameColumn) is { } name
            ? NameProblem("SignatureName", name, names.OfKey(signatureId), "key " + signatureId)
            : null;

    private string? GroupNameProblem(string groupId, PipedNames? came) =>
        ClaimedGroup(came) is { } name ? NameProblem("GroupName", name, names.OfGroup(groupId), "group " + groupId) : null;

    /// <summary>The name that a row gives its group; null where it gives none, or where the command line names the group.</summary>
    private string? ClaimedGroup(PipedNames? came) =>
        target.GroupId is null ? Claimed(came, _groupNameColumn) : null;

    private static string? Claimed(PipedNames? came, string? column) =>
        column is not null && came is { IsRow: true } ? came.Said(column) : null;

    private static string? NameProblem(string column, string name, string? real, string thing) =>
        Cell.Problem(name) is { } marked ? $"{column} {marked}"
        : real is null || string.Equals(real, name, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{column} is '{InputRules.Visible(name)}', but the {thing} has the name '{real}'. Mend whichever is wrong.";

    private void Refuse(string problem, in BatchKey key, string? apiId) => refuse(
        new AgException(Faults.InvalidInput, Numbered(problem)),
        new AgSignatureBinding(
            key.SignatureId ?? string.Empty, key.GroupId, key.StageName, apiId ?? string.Empty, AgBindingState.Unknown));
}
