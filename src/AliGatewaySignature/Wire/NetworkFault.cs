using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>
/// From the exception of an HTTP stack to a row of the fault table. .NET wraps a socket's or TLS' own exception,
/// the .NET Framework a WebException; only what is common to all versions is looked at.
/// </summary>
internal static class NetworkFault
{
    public static FaultKind Classify(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            switch (e)
            {
                case AuthenticationException:
                    return Faults.TlsFailed;
                case SocketException socket:
                    return OfSocket(socket.SocketErrorCode);
                case WebException web when OfWeb(web.Status) is { } fault:
                    return fault;
            }
        }

        return Faults.ConnectionLost;
    }

    /// <summary>The short reason, without the address of the call: its query may hold a secret.</summary>
    public static string Reason(Exception exception)
    {
        var innermost = exception;
        while (innermost.InnerException is { } inner && innermost is HttpRequestException or IOException or WebException)
        {
            innermost = inner;
        }

        return innermost.Message.TrimEnd('.');
    }

    private static FaultKind OfSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => Faults.HostNotFound,
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable
            or SocketError.NetworkDown or SocketError.HostDown or SocketError.AddressNotAvailable
            or SocketError.AccessDenied or SocketError.TimedOut => Faults.ConnectionRefused,
        _ => Faults.ConnectionLost,
    };

    private static FaultKind? OfWeb(WebExceptionStatus status) => status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => Faults.HostNotFound,
        WebExceptionStatus.ConnectFailure => Faults.ConnectionRefused,
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => Faults.TlsFailed,
        _ => null,
    };
}
