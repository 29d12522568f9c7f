using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Reports;

/// <summary>A list of flat objects. Names stand in it exactly as the service has them, for a program to read.</summary>
internal sealed class JsonReport() : ReportFormat(".json")
{
    public override void Write(CoverageReport report, TextWriter to)
    {
        var json = new JsonWriter(to, isIndented: true).OpenList();
        foreach (var row in report.Rows)
        {
            WriteRow(json, row);
        }

        json.Close();
        to.Write('\n');
    }

    private static void WriteRow(JsonWriter json, AgSignatureCoverage row)
    {
        json.OpenObject();
        foreach (var field in RowFields.All)
        {
            json.Property(field.Key, field.Value(row));
        }

        json.Close();
    }
}
