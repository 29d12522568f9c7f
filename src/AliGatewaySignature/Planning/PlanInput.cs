using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Planning;

/// <summary>
/// Takes the rows of a plan one by one, and says what is wrong with each as far as it can be seen without the service. A row that is
/// wrong is not kept; the number of a row counts every row.
/// </summary>
internal sealed class PlanInput
{
    private readonly List<PlanRow> _rows = [];
    private readonly Dictionary<PlanTarget, PlanTarget> _targets = [];
    private readonly List<int> _blank = [];
    private int _firstRow;
    private int _firstDifference;

    /// <summary>What is wrong with the rows.</summary>
    public PlanProblems Problems { get; } = new();

    /// <summary>How many rows came.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no row came that says anything.</summary>
    public bool IsEmpty => Count == _blank.Count;

    /// <summary>Whether the rows are differences that somebody has looked at.</summary>
    public bool HasDifferences => _firstDifference > 0;

    /// <summary>The rows that are not wrong.</summary>
    public IReadOnlyList<PlanRow> Rows => _rows;

    /// <summary>What the rows name, each once.</summary>
    public IReadOnlyCollection<PlanTarget> Targets => _targets.Keys;

    /// <summary>Takes a row that is nothing, or an empty text.</summary>
    public void AddBlank() => _blank.Add(++Count);

    /// <summary>Takes a row that cannot be read.</summary>
    public void AddWrong(string? column, string message) => Problems.Add(++Count, column, message);

    /// <summary>Takes a row.</summary>
    public void Add(in PlanCells cells)
    {
        var number = ++Count;
        ref var first = ref cells.Action is null ? ref _firstRow : ref _firstDifference;
        first = first == 0 ? number : first;
        if (cells.StageName is null && cells.Columns?.Delimiter is { } sign)
        {
            var shown = sign == '\t' ? "a tab" : $"'{sign}'";
            var given = sign == '\t' ? "\"`t\"" : $"'{sign}'";
            Problems.Add(number, null, $"the file looks as if its delimiter were {shown}: Import-Csv -Delimiter {given}.");
            return;
        }

        var before = Problems.Count;
        var target = new PlanTarget(
            cells.SignatureId, cells.SignatureName, cells.GroupId, cells.GroupName, StageOf(cells.StageName), cells.Action,
            cells.PreviousSignatureId, cells.PreviousSignatureName);
        CheckKeys(number, target, cells.Columns);
        CheckPair(number, cells.Columns, "GroupId", cells.GroupId, "GroupName", cells.GroupName);
        if (target.StageName.Length == 0)
        {
            Problems.Add(number, "StageName", Lacks(cells.Columns, "StageName"));
        }

        CheckId(number, "StageName", cells.StageName);
        CheckPair(number, cells.Columns, "ApiId", cells.ApiId, "ApiName", cells.ApiName);
        if (Problems.Count == before)
        {
            _rows.Add(new PlanRow(number, Shared(target), cells.ApiId, cells.ApiName));
        }
    }

    /// <summary>Says what is wrong with the rows together. No row comes after it.</summary>
    public void Complete()
    {
        if (IsEmpty)
        {
            return;
        }

        foreach (var number in _blank)
        {
            Problems.Add(number, null, "it is empty.");
        }

        if (_firstRow > 0 && _firstDifference > 0)
        {
            Problems.Add(
                Math.Max(_firstRow, _firstDifference),
                null,
                $"rows of a plan and differences cannot be mixed: row {_firstDifference} is a difference, row {_firstRow} is none.");
        }
    }

    /// <summary>As the service writes it, so that "release" and "RELEASE" are one stage.</summary>
    private static string StageOf(string? name) => name?.ToUpperInvariant() ?? string.Empty;

    private PlanTarget Shared(PlanTarget target)
    {
        if (!_targets.TryGetValue(target, out var shared))
        {
            _targets[target] = shared = target;
        }

        return shared;
    }

    private void CheckKeys(int number, PlanTarget target, IPlanColumns? columns)
    {
        var hasKey = target.SignatureId is not null || target.SignatureName is not null;
        var hasPrevious = target.PreviousSignatureId is not null || target.PreviousSignatureName is not null;
        if (target.HasKey)
        {
            // An empty cell never means that a key is to be unbound.
            CheckPair(number, columns, "SignatureId", target.SignatureId, "SignatureName", target.SignatureName);
        }
        else if (hasKey)
        {
            Problems.Add(number, "Action", $"Action is {target.Action}, and yet a key is named that the API is to carry.");
        }

        if (target.HasPrevious)
        {
            CheckPair(
                number, columns, "PreviousSignatureId", target.PreviousSignatureId, "PreviousSignatureName", target.PreviousSignatureName);
        }
        else if (hasPrevious && target.Action is not null)
        {
            Problems.Add(number, "Action", $"Action is {target.Action}, and yet a previous key is named.");
        }
    }

    private void CheckPair(int number, IPlanColumns? columns, string idColumn, string? id, string nameColumn, string? name)
    {
        if (id is null && name is null)
        {
            Problems.Add(number, idColumn, Lacks(columns, idColumn, nameColumn));
        }

        CheckId(number, idColumn, id);
    }

    private void CheckId(int number, string column, string? id)
    {
        if (id is not null && IdRules.Check(id) is { } problem)
        {
            Problems.Add(number, column, $"{column} is '{IdRules.Visible(id)}'. {problem}");
        }
    }

    /// <summary>"SignatureId is empty.", or what is there in place of the column.</summary>
    private static string Lacks(IPlanColumns? columns, params string[] names)
    {
        var there = columns is null ? names : Array.FindAll(names, columns.Has);
        return there.Length > 0 ? $"{string.Join(" and ", there)} {(there.Length == 1 ? "is" : "are")} empty."
            : Array.Find(names, name => columns!.Near(name) is not null) is { } near
                ? $"it has a column '{columns!.Near(near)}': call it {near}."
            : $"it has no {string.Join(" and no ", names)}; it is {columns!.Describe()}.";
    }
}
