namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>A page that hands out keys. The last piece of its path says how it behaves.</summary>
internal sealed class CredentialsUriService(CloudTime time)
{
    public CloudReply Answer(CloudRequest request)
    {
        if (request.Method != "GET")
        {
            return CloudReply.Text(405, "Method Not Allowed");
        }

        var (keys, expiration) = time.Issue(null, "a credentials URI", request.Path);
        var json = keys.ToJson(expiration);
        json["Code"] = "Success";
        switch (request.Path)
        {
            case "/credentials/fails":
                return CloudReply.Text(500, "Internal Server Error");
            case "/credentials/wrong-json":
                return CloudReply.Text(200, "{\"AccessKeyId\":");
            case "/credentials/no-token":
                json.Remove("SecurityToken");
                break;
            case "/credentials/no-expiration":
                json.Remove("Expiration");
                break;
            case "/credentials/ended":
                json["Expiration"] = CloudTime.Text(time.Now().AddMinutes(-1));
                break;
            case "/credentials/no-code":
                json.Remove("Code");
                break;
            case "/credentials/code-failed":
                json["Code"] = "Failed";
                break;
            default:
                break;
        }

        return CloudReply.Json(json);
    }
}
