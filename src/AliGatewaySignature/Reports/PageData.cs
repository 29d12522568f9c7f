using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Reports;

/// <summary>What the page's script shows, as JSON. Names have no signs in them that nobody sees.</summary>
internal static class PageData
{
    public static void Write(CoverageReport report, TextWriter to)
    {
        var json = new JsonWriter(to, isIndented: false).OpenObject()
            .Property("made", RowFields.Time(report.Made))
            .Property("version", Clean(report.Version))
            .Property("sandbox", report.SandboxNote);
        WriteList(json, "places", report.Places, static (json, place) => json.Element(Clean(place.ToString())));
        WriteList(json, "states", Concerns.InOrder, (json, state) => json.OpenObject()
            .Property("name", state)
            .Property("label", Concerns.Label(state))
            .Property("count", report.Totals[state])
            .Close());
        json.Property("notPublished", report.Totals.NotPublished);
        WriteMatrix(json, report);
        WriteList(json, "keys", KeyUse.Of(report.Rows), (json, key) => json.OpenObject()
            .Property("id", Clean(key.Id))
            .Property("name", Clean(key.Name))
            .Property("plugin", key.IsPlugin)
            .Property("place", PlaceIfSeveral(report, key.Place))
            .Property("changed", RowFields.Time(key.ModifiedTime))
            .Property("days", RowFields.Days(key.Age))
            .Property("apis", key.Apis)
            .Property("tooOld", key.IsTooOld)
            .Close());
        WriteList(json, "rows", report.Rows, static (json, row) =>
        {
            json.OpenObject();
            foreach (var field in RowFields.All)
            {
                // Most values of most rows are empty; the script takes what is absent for that.
                if (field.Value(row) is { } value)
                {
                    json.Property(field.Key, value is string text ? Clean(text) : value);
                }
            }

            json.Close();
        });
        json.Close();
    }

    private static void WriteMatrix(JsonWriter json, CoverageReport report)
    {
        var matrix = new CoverageMatrix(report.Rows);
        WriteList(json, "stages", matrix.Stages, static (json, stage) => json.Element(Clean(stage)));
        WriteList(json, "groups", matrix.Groups, (json, group) =>
        {
            json.OpenObject()
                .Property("id", Clean(group.Id))
                .Property("name", Clean(group.Name))
                .Property("place", PlaceIfSeveral(report, group.Place));
            WriteList(json, "cells", group.Cells, static (json, counts) => WriteCell(json, counts));
            json.Close();
        });
    }

    private static void WriteCell(JsonWriter json, StateCounts? counts)
    {
        if (counts is null)
        {
            json.Element(null);
            return;
        }

        json.OpenObject().Property("notPublished", counts.NotPublished);
        WriteList(json, "states", Concerns.InOrder, (json, state) => json.Element(counts[state]));
        json.Close();
    }

    private static void WriteList<T>(JsonWriter json, string name, IEnumerable<T> items, Action<JsonWriter, T> write)
    {
        json.OpenList(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.Close();
    }

    private static string? PlaceIfSeveral(CoverageReport report, Place place) => report.Places.Count > 1 ? Clean(place.ToString()) : null;

    private static string? Clean(string? text) => text is null ? null : ForeignText.Clean(text);
}
