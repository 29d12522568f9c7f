using System.Collections;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Planning;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Reads the objects that a plan is made of. Not by parameters that bind by property name: the binder would cost more than all else, and
/// its refusals know no row numbers. Of an object that was read nothing stays but its texts.
/// </summary>
internal sealed class PlanRows
{
    /// <summary>What was read so far.</summary>
    public PlanInput Input { get; } = new();

    /// <summary>Reads the objects of one record.</summary>
    public void Add(IEnumerable<object?>? objects)
    {
        if (objects is null)
        {
            Input.AddBlank();
            return;
        }

        foreach (var one in objects)
        {
            Add(one);
        }
    }

    /// <summary>The error of a plan without rows that is to unbind what it does not list.</summary>
    public static AgException Empty() =>
        new(Faults.EmptyPlan, "The plan has no rows, and -Prune unbinds what is not listed: that would be everything. Nothing was sent.");

    private void Add(object? one)
    {
        switch (Objects.Unwrap(one))
        {
            case null or DBNull or "":
                Input.AddBlank();
                break;
            case string:
                Input.AddWrong(null, "it is a text, and a row is an object: read a file with Import-Csv.");
                break;
            case IEnumerable list and not IDictionary:
                Add(list.Cast<object?>());
                break;
            default:
                AddRow(new PlanObject(one!));
                break;
        }
    }

    private void AddRow(PlanObject row)
    {
        var (action, problem) = row.Action();
        problem ??= row.StateProblem();
        var cells = new PlanCells
        {
            SignatureId = row.Text("SignatureId", ref problem),
            SignatureName = row.Text("SignatureName", ref problem),
            GroupId = row.Text("GroupId", ref problem),
            GroupName = row.Text("GroupName", ref problem),
            StageName = row.Text("StageName", ref problem),
            ApiId = row.Text("ApiId", ref problem),
            ApiName = row.Text("ApiName", ref problem),
            Action = action,
            PreviousSignatureId = action is null ? null : row.Text("PreviousSignatureId", ref problem),
            PreviousSignatureName = action is null ? null : row.Text("PreviousSignatureName", ref problem),
            Columns = row,
        };
        if (problem is { } wrong)
        {
            Input.AddWrong(wrong.Column, wrong.Message);
        }
        else
        {
            Input.Add(cells);
        }
    }

    /// <summary>One object, and what it says in a column.</summary>
    private sealed class PlanObject(object row) : IPlanColumns
    {
        private readonly IDictionary? _table = Objects.Unwrap(row) as IDictionary;

        public bool Has(string column) => _table is null ? Objects.Property(row, column) is not null : Key(column) is not null;

        public string? Near(string column) => _table is null ? Objects.NearProperty(row, column) : null;

        public string Describe() => Objects.Describe(row);

        /// <summary>What a column says, without blanks around it; null when it says nothing.</summary>
        public string? Text(string column, ref (string Column, string Message)? problem)
        {
            var text = Cell.Text(Value(column), null);
            if (Cell.Problem(text) is { } wrong)
            {
                problem ??= (column, $"{column} {wrong}");
                return null;
            }

            return text?.Trim() is { Length: > 0 } said ? said : null;
        }

        /// <summary>What must happen, where the object is a difference. A binding has an action too, and a state.</summary>
        public (AgDifferenceAction? Action, (string Column, string Message)? Problem) Action()
        {
            if (!Has("PreviousSignatureId") || Has("State"))
            {
                return (null, null);
            }

            (string Column, string Message)? problem = null;
            return Text("Action", ref problem) is not { } text ? (null, problem)
                : Enum.TryParse<AgDifferenceAction>(text, ignoreCase: true, out var action)
                    && Enum.IsDefined(typeof(AgDifferenceAction), action) ? (action, null)
                : (null, ("Action", $"Action is '{IdRules.Visible(text)}'; it is Bind, Replace, Unbind or Keep."));
        }

        /// <summary>A binding that says that the API does not carry the key must not be taken for the wish that it does.</summary>
        public (string Column, string Message)? StateProblem()
        {
            (string Column, string Message)? problem = null;
            return Has("IsVerified") && Text("State", ref problem) is { } text
                && Enum.TryParse<AgBindingState>(text, ignoreCase: true, out var state) && state != AgBindingState.Bound
                    ? ("State", $"State is {state}: a row of a plan says which key an API is to carry, and this one says that it does not.")
                    : null;
        }

        private object? Value(string column) =>
            _table is null ? Objects.Property(row, column)?.Value : Key(column) is { } key ? _table[key] : null;

        private object? Key(string column) =>
            _table!.Keys.Cast<object>().FirstOrDefault(key => string.Equals(key as string, column, StringComparison.OrdinalIgnoreCase));
    }
}
