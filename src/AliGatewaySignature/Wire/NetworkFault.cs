using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Wire;

/// <summary>
/// From the exception of an HTTP stack to how far the request came, and from there to a row of the fault table. The number of a
/// socket error decides nothing by itself: the same one comes before and after the request is sent.
/// </summary>
internal static class NetworkFault
{
    private static readonly Regex Status = new("'([1-5][0-9]{2})'", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>How far a request came that has no reply.</summary>
    /// <param name="exception">What the stack threw.</param>
    /// <param name="content">The content of the request; null when it has none.</param>
    public static SendPhase PhaseOf(Exception exception, NotedContent? content)
    {
        // .NET Framework does not ask a content of no length for its bytes. There, what cannot be told counts as sent.
        if (content is null || Runtime.IsNetFramework)
        {
            return ErrorName(exception) == "ProxyTunnelError" ? SendPhase.Tunnel : OfWeb(exception);
        }

        if (content.IsAskedFor)
        {
            return SendPhase.Written;
        }

        return ErrorName(exception) switch
        {
            "NameResolutionError" => SendPhase.Name,
            "ProxyTunnelError" => SendPhase.Tunnel,
            "SecureConnectionError" => SendPhase.Handshake,
            _ => Has<AuthenticationException>(exception) ? SendPhase.Handshake : SendPhase.Connect,
        };
    }

    /// <summary>The fault of an exchange that ended in a phase.</summary>
    public static ExchangeFailure Describe(SendPhase phase, Exception exception)
    {
        var isKnown = IsOfTheNetwork(exception);
        var fault = exception is ObjectDisposedException ? Faults.ContextClosed
            : !isKnown ? Faults.Unexpected
            : phase switch
            {
                SendPhase.Name => Faults.HostNotFound,
                SendPhase.Tunnel => IsRefusedByProxy(exception) ? Faults.ProxyRefused : Faults.ConnectionRefused,
                SendPhase.Handshake => Has<AuthenticationException>(exception) ? Faults.TlsFailed : Faults.ConnectionRefused,
                SendPhase.Connect => Faults.ConnectionRefused,
                SendPhase.ReplyBegun when Has<InvalidDataException>(exception) => Faults.UnreadableReply,
                _ => Faults.ConnectionLost,
            };
        var reason = fault == Faults.ContextClosed ? "the context was closed"
            : isKnown ? Reason(phase, exception)
            : $"{exception.GetType().Name}: {Reason(phase, exception)}";
        return new ExchangeFailure(fault, phase, reason, exception);
    }

    /// <summary>Whether an exception is one that an HTTP stack throws for what happens on the way.</summary>
    private static bool IsOfTheNetwork(Exception exception) =>
        exception is HttpRequestException or IOException or WebException or SocketException or AuthenticationException
            or InvalidDataException or OperationCanceledException;

    /// <summary>The short reason, without the address of the call: its query may hold a secret.</summary>
    private static string Reason(SendPhase phase, Exception exception)
    {
        var innermost = exception;
        while (innermost.InnerException is { } inner && innermost is HttpRequestException or IOException or WebException)
        {
            innermost = inner;
        }

        var reason = innermost.Message.TrimEnd('.');
        if (phase == SendPhase.Tunnel && Status.Match(innermost.Message) is { Success: true } match)
        {
            return "the tunnel was refused with status " + match.Groups[1].Value;
        }

        return phase == SendPhase.Handshake && !Has<AuthenticationException>(exception)
            ? "the connection ended during the TLS handshake: " + reason
            : reason;
    }

    /// <summary>403 and 407 are the proxy's last word. Sent often, a wrong password locks an account.</summary>
    private static bool IsRefusedByProxy(Exception exception) =>
        Status.Match(exception.Message) is not { Success: true } match || match.Groups[1].Value is "403" or "407";

    /// <summary>HttpRequestException.HttpRequestError, which .NET has since version 8; null elsewhere.</summary>
    private static string? ErrorName(Exception exception) =>
        exception is HttpRequestException
            ? exception.GetType().GetProperty("HttpRequestError")?.GetValue(exception)?.ToString()
            : null;

    private static bool Has<T>(Exception exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            if (e is T)
            {
                return true;
            }
        }

        return false;
    }

    private static SendPhase OfWeb(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            switch (e)
            {
                case AuthenticationException:
                    return SendPhase.Handshake;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return SendPhase.Name;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return SendPhase.Connect;
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure }:
                    return SendPhase.Name;
                case WebException { Status: WebExceptionStatus.ConnectFailure }:
                    return SendPhase.Connect;
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return SendPhase.Handshake;
            }
        }

        return SendPhase.Written;
    }
}
