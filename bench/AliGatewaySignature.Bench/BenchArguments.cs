using System.Globalization;

namespace AliGatewaySignature.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed class BenchArguments
{
    /// <summary>The measures named; all when none is.</summary>
    public List<string> Measures { get; } = [];

    /// <summary>Whether docs/performance.md gets the figures.</summary>
    public bool Write { get; private set; }

    /// <summary>How many alternating runs a median is taken of; null for each measure's own number.</summary>
    public int? Runs { get; private set; }

    /// <summary>Reads the command line, or throws a <see cref="FormatException"/> that says what is wrong.</summary>
    public static BenchArguments Parse(string[] words)
    {
        var arguments = new BenchArguments();
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--write":
                    arguments.Write = true;
                    break;
                case "--runs":
                    arguments.Runs = ++i < words.Length && int.TryParse(
                        words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs > 0
                        ? runs
                        : throw new FormatException("--runs needs a number.");
                    break;
                case var word when word.StartsWith('-'):
                    throw new FormatException($"'{word}' is no option.");
                case var word:
                    arguments.Measures.Add(word);
                    break;
            }
        }

        return arguments;
    }
}
