using System.Globalization;
using Aliyun.Acs.Core.Auth;
using Aliyun.Acs.Core.Http;

namespace AliGatewaySignature.AcsCore;

/// <summary>
/// The SDK's string to sign, over the common parameters of the module: its time comes from the module's clock, and it is
/// written without the culture en-US, which the SDK asks for and which does not exist where .NET runs without cultures
/// (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, as in small containers).
/// </summary>
internal sealed class TimedComposer(DateTimeOffset now) : ISignatureComposer
{
    public Dictionary<string, string> RefreshSignParameters(
        Dictionary<string, string> parameters, Signer signer, string accessKeyId, FormatType? format) =>
        new(parameters)
        {
            ["Timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["SignatureMethod"] = signer.GetSignerName(),
            ["SignatureVersion"] = signer.GetSignerVersion(),
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"),
            ["AccessKeyId"] = accessKeyId,
            ["Format"] = (format ?? FormatType.JSON).ToString(),
        };

    public string ComposeStringToSign(
        MethodType? method, string uriPattern, Signer signer, Dictionary<string, string> queries,
        Dictionary<string, string> headers, Dictionary<string, string> paths) =>
        RpcSignatureComposer.GetComposer().ComposeStringToSign(method, uriPattern, signer, queries, headers, paths);
}
