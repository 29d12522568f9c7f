using System.Collections;
using System.Data;
using System.Management.Automation;
using System.Xml;
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

        var isEmpty = true;
        foreach (var one in objects)
        {
            isEmpty = false;
            Add(one);
        }

        if (isEmpty)
        {
            // A list that was looked up for a row and came out empty is a row that says nothing, and not no row.
            Input.AddBlank();
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
            case DataTable table:
                Add(table.Rows.Cast<object?>());
                break;
            case IEnumerable list and not (IDictionary or XmlNode):
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

        public string? Near(string column) => _table is null
            ? Objects.NearProperty(row, column)
            : _table.Keys.OfType<string>().FirstOrDefault(key => Objects.IsNear(key, column));

        public char? Delimiter => _table is null ? Objects.Delimiter(row, "StageName") : null;

        public string Describe() => Objects.Describe(row);

        /// <summary>What a column says, without blanks around it; null when it says nothing.</summary>
        public string? Text(string column, ref (string Column, string Message)? problem)
        {
            string? text;
            try
            {
                text = Cell.Text(Value(column), null);
            }
            catch (ExtendedTypeSystemException)
            {
                // A property may be computed, and a row that was deleted from its table has none that can be read.
                problem ??= (column, $"{column} cannot be read; the row is {Describe()}.");
                return null;
            }

            if (Cell.Problem(text) is { } wrong)
            {
                problem ??= (column, $"{column} {wrong}");
                return null;
            }

            return text?.Trim() is { Length: > 0 } said ? said : null;
        }

        /// <summary>
        /// What must happen, where the object is a difference; null where it is a row of a plan. An action is never passed over: a row
        /// that says Unbind would be taken for the wish to bind.
        /// </summary>
        public (AgDifferenceAction? Action, (string Column, string Message)? Problem) Action()
        {
            if (!Has("Action"))
            {
                return (null, Near("Action") is { } near ? ("Action", $"it has a column '{near}': call it Action.") : null);
            }

            if (IsBinding)
            {
                return (null, null);
            }

            (string Column, string Message)? problem = null;
            return Text("Action", ref problem) is not { } text
                    ? (null, problem ?? (HasPrevious ? ("Action", "Action is empty, and the row is a difference.") : null))
                : Parse<AgDifferenceAction>(text) is { } action ? (action, null)
                : (null, ("Action", $"Action is '{IdRules.Visible(text)}'; it is Bind, Replace, Unbind or Keep. "
                        + "Leave a column of another meaning out: Select-Object * -ExcludeProperty Action."));
        }

        /// <summary>A binding that says that the API does not carry the key must not be taken for the wish that it does.</summary>
        public (string Column, string Message)? StateProblem()
        {
            (string Column, string Message)? problem = null;
            return Has("State") && !IsCoverage && Text("State", ref problem) is { } text
                && Parse<AgBindingState>(text) is { } state && state != AgBindingState.Bound
                    ? ("State", $"State is {state}: a row of a plan says which key an API is to carry, and this one says that it does not.")
                    : problem;
        }

        /// <summary>A binding has an action too, of what was done to it.</summary>
        private bool IsBinding => Has("State") && Has("IsVerified");

        /// <summary>Coverage has a state of its own.</summary>
        private bool IsCoverage => Has("Source") && !Has("IsVerified");

        private bool HasPrevious => Has("PreviousSignatureId") || Has("PreviousSignatureName");

        /// <summary>One of an enumeration's values, by its name or its number. Two of them, with a comma, are none.</summary>
        private static T? Parse<T>(string text)
            where T : struct, Enum =>
            text.IndexOf(',') < 0 && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(typeof(T), value)
                ? value
                : null;

        private object? Value(string column) =>
            _table is null ? Objects.Property(row, column)?.Value : Key(column) is { } key ? _table[key] : null;

        private object? Key(string column) =>
            _table!.Keys.Cast<object>().FirstOrDefault(key => string.Equals(key as string, column, StringComparison.OrdinalIgnoreCase));
    }
}
