using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Tests;

/// <summary>What the tests use of newer texts, hashes and JSON.</summary>
internal static class TextPolyfills
{
    extension(string text)
    {
        public static string Join(char separator, IEnumerable<string> parts) => string.Join(separator.ToString(), parts);

        public static string Join(char separator, params string[] parts) => string.Join(separator.ToString(), parts);

        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public bool Contains(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison) >= 0;

        public bool Contains(char part) => text.IndexOf(part) >= 0;

        /// <summary>Case counts: no test asks for anything else.</summary>
        public string Replace(string from, string to, StringComparison comparison) =>
            comparison == StringComparison.Ordinal
                ? text.Replace(from, to)
                : Regex.Replace(text, Regex.Escape(from), _ => to, RegexOptions.IgnoreCase);
    }

    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
    }

    extension(SHA256)
    {
        public static byte[] HashData(byte[] data)
        {
            using var hash = SHA256.Create();
            return hash.ComputeHash(data);
        }
    }

    extension(HMACSHA256)
    {
        public static byte[] HashData(byte[] key, byte[] data)
        {
            using var hash = new HMACSHA256(key);
            return hash.ComputeHash(data);
        }
    }

    extension(JsonNode node)
    {
        public JsonValueKind GetValueKind() => node.GetValue<JsonElement>().ValueKind;
    }
}

/// <summary>By itself, since two of its kind in one class would be the same to the compiler.</summary>
internal static class Sha1Polyfills
{
#pragma warning disable CA5350 // The older signature of the service is made with it.
    extension(HMACSHA1)
    {
        public static byte[] HashData(byte[] key, byte[] data)
        {
            using var hash = new HMACSHA1(key);
            return hash.ComputeHash(data);
        }
    }
#pragma warning restore CA5350
}
