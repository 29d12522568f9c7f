using System.Text;
using System.Text.Json.Nodes;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Snapshots;
using Xunit;

namespace AliGatewaySignature.Tests.Snapshots;

/// <summary>The format: what is written is read, by others too, and what is not in it is refused with its place.</summary>
public sealed class StateFormatTests
{
    private const string Name = "box.json";

    private const string Moment = "2026-01-02T03:04:05Z";

    private const string Key =
        "{\"signatureId\":\"k1\",\"signatureName\":\"some_key\",\"signatureKey\":\"some_key_1\",\"signatureSecret\":\"hidden_Secret\","
        + $"\"createdTime\":\"{Moment}\",\"modifiedTime\":\"{Moment}\"}}";

    private const string Plugin =
        "{\"pluginId\":\"p1\",\"pluginName\":\"signs\",\"pluginType\":\"backendSignature\",\"pluginData\":\"{}\","
        + $"\"createdTime\":\"{Moment}\",\"modifiedTime\":\"{Moment}\","
        + "\"places\":[{\"groupId\":\"g1\",\"stageName\":\"PRE\"},{\"apiId\":\"a2\",\"stageName\":\"PRE\"}]}";

    private const string Small = $$"""
        {
          "format":"AliGatewaySignature.State",
          "version":1,
          "note":"by hand",
          "regionId":"cn-hangzhou",
          "keysCreated":1,
          "keys": [
            {{Key}}
          ],
          "bindings": [
            {"apiId":"a1","stageName":"TEST","signatureId":"k1","boundTime":"2026-01-02T03:04:05Z"}
          ],
          "groups": [
            {"groupId":"g1","groupName":"orders","createdTime":"2026-01-02T03:04:05Z"}
          ],
          "apis": [
            {"apiId":"a1","apiName":"first","groupId":"g1","method":"GET","path":"/first","visibility":"PUBLIC","stages":"RELEASE TEST"},
            {"apiId":"a2","apiName":"second","groupId":"g1","method":"GET","path":"/second","visibility":"PUBLIC","stages":""}
          ],
          "plugins": [
            {{Plugin}}
          ]
        }

        """;

    [Fact]
    public void What_is_written_by_hand_comes_back_letter_by_letter() => Assert.Equal(Small, Write(StateReader.Read(Name, Small)));

    [Fact]
    public void Any_state_comes_back()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var text = Write(RandomState(random));
            Assert.Equal(text, Write(StateReader.Read(Name, text)));
            var json = JsonNode.Parse(text)!;
            var fromSandbox = new SandboxService(new SandboxOptions { State = StateReader.Read(Name, text) }).State;
            Assert.Equal(text, Write(fromSandbox));
            Assert.Equal(fromSandbox.Bindings.Count, json["bindings"]!.AsArray().Count);
        }
    }

    [Fact]
    public void Half_a_file_is_refused_wherever_it_ends()
    {
        for (var length = 0; length < Small.TrimEnd().Length; length++)
        {
            var failure = Assert.Throws<AgException>(() => StateReader.Read(Name, Small[..length]));
            Assert.Equal("StateFileInvalid", failure.ErrorId);
            Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The part of the text that is changed, what it becomes, and what the message says.</summary>
    public static TheoryData<string, string, string> Damages => new()
    {
        { "\"AliGatewaySignature.State\"", "\"Else\"", "line 1: the file: its format is not AliGatewaySignature.State" },
        { "\"version\":1", "\"version\":2", "it has version 2 of the format, and this module reads version 1" },
        { "\"version\":1", "\"version\":\"one\"", "it has no number 'version'" },
        { "\"note\":\"by hand\",", "\"note\":\"by hand\",\"notes\":1,", "it has 'notes', which the format does not have" },
        { "\"keysCreated\":1", "\"keysCreated\":-1", "it has no number 'keysCreated'" },
        { "\"plugins\": [", "\"plugins\": [ 7, ", "it has no list 'plugins'" },
        { "\"signatureKey\":\"some_key_1\"", "\"signatureKey\":\"\"", "line 8: keys[0]: it has no text 'signatureKey'" },
        { "\"signatureSecret\":\"hidden_Secret\"", "\"signatureSecret\":[]", "line 8: keys[0]: its 'signatureSecret' is no text" },
        { "\"signatureSecret\":\"hidden_Secret\",", "", "line 8: keys[0]: it has no text 'signatureSecret'" },
        {
            "\"stageName\":\"TEST\"", "\"stageName\":\"PROD\"",
            "line 11: bindings[0]: 'PROD' is no stage; the stages are RELEASE, PRE, TEST"
        },
        { "\"boundTime\":\"2026", "\"boundTime\":\"later", "line 11: bindings[0]: it has no time 'boundTime'" },
        {
            "\"stageName\":\"TEST\",\"signatureId\":\"k1\"",
            "\"stageName\":\"TEST\",\"signatureId\":\"k2\"",
            "nothing in the file has the signatureId k2"
        },
        {
            "{\"apiId\":\"a1\",\"stageName\"",
            "{\"apiId\":\"a3\",\"stageName\"",
            "line 11: bindings[0]: nothing in the file has the apiId a3"
        },
        { "{\"apiId\":\"a2\",\"apiName\"", "{\"apiId\":\"a1\",\"apiName\"", "line 18: apis[1]: another one has the apiId a1" },
        {
            "{\"apiId\":\"a2\",\"apiName\"",
            "{\"apiId\":\"a2,a3\",\"apiName\"",
            "line 18: apis[1]: its apiId is no id: An id must be a single one"
        },
        { "\"stages\":\"RELEASE TEST\"", "\"stages\":\"RELEASE,TEST\"", "line 17: apis[0]: 'RELEASE,TEST' is no stage" },
        {
            "{\"groupId\":\"g1\",\"stageName\"",
            "{\"groupId\":\"g2\",\"stageName\"",
            "line 21: places[0]: nothing in the file has the groupId g2"
        },
        {
            "{\"groupId\":\"g1\",\"stageName\"",
            "{\"groupId\":\"g1\",\"apiId\":\"a1\",\"stageName\"",
            "places[0]: it has both an apiId and a groupId"
        },
        { "\"groupName\":\"orders\"", "\"groupName\":\"orders\",\"groupName\":\"x\"", "line 14: groups[0]: it has 'groupName' twice" },
        { "\"groups\": [", "\"groups\": {", "it is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_is_wrong_is_named_with_its_line(string part, string becomes, string says)
    {
        Assert.Contains(part, Small, StringComparison.Ordinal);
        var failure = Assert.Throws<AgException>(() => StateReader.Read(Name, Small.Replace(part, becomes, StringComparison.Ordinal)));
        Assert.Equal("StateFileInvalid", failure.ErrorId);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_API_has_one_key_in_a_stage()
    {
        const string Binding = """{"apiId":"a1","stageName":"TEST","signatureId":"k1","boundTime":"2026-01-02T03:04:05Z"}""";
        var failure = Assert.Throws<AgException>(() =>
            StateReader.Read(Name, Small.Replace(Binding, Binding + "," + Binding, StringComparison.Ordinal)));
        Assert.Contains("bindings[1]: the API a1 has a key in TEST already", failure.Message, StringComparison.Ordinal);
    }

    private static string Write(SandboxState state)
    {
        using var to = new MemoryStream();
        new StateWriter().Write(state, to);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static SandboxState RandomState(Random random)
    {
        GroupState[] groups = [.. Enumerable.Range(0, random.Next(4)).Select(i => new GroupState($"g{i}", Text(random), Time(random)))];
        ApiState[] apis = [.. from @group in groups
                              from i in Enumerable.Range(0, random.Next(5))
                              select new ApiState(
                                  @group.Id, $"{@group.Id}a{i}", Text(random), "GET", "/" + Text(random), "PRIVATE", (byte)random.Next(8))];
        KeyState[] keys = [.. Enumerable.Range(0, random.Next(4)).Select(i =>
            new KeyState($"k{i}", "n" + Text(random), "k" + Text(random), "s" + Text(random), Time(random), Time(random)))];
        BindingState[] bindings = [.. from api in apis
                                      from stage in Enumerable.Range(0, 3)
                                      where keys.Length > 0 && random.Next(2) == 0
                                      select new BindingState(keys[random.Next(keys.Length)].Id, api.Id, stage, Time(random))];
        random.Shuffle(bindings);
        PluginState[] plugins = [.. Enumerable.Range(0, random.Next(3)).Select(i => new PluginState(
            $"p{i}", Text(random), SandboxPlugin.SigningType, Text(random), Time(random), Time(random),
            [
                .. apis.Where(_ => random.Next(3) == 0).Select(api => new PlaceState(api.Id, null, random.Next(3))),
                .. groups.Where(_ => random.Next(3) == 0).Select(one => new PlaceState(null, one.Id, random.Next(3))),
            ]))];
        return new SandboxState(new SandboxLayout("cn-hangzhou", Text(random), groups, apis, plugins), random.Next(100), keys, bindings);
    }

    private static string Text(Random random) =>
        string.Concat(random.GetItems(["a", "\"", "\\", "\n", "\u0001", "订", "😀", " ", "}"], random.Next(6)));

    private static DateTimeOffset Time(Random random) =>
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(30_000_000));
}
