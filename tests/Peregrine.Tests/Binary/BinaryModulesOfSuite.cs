using System.Globalization;
using System.Text;

namespace Peregrine.Tests.Binary;

/// <summary>A module that a script gives in binary form.</summary>
/// <param name="File">The script.</param>
/// <param name="Line">Line of the directive.</param>
/// <param name="Directive"><c>module</c>, or the assertion around it.</param>
/// <param name="Expected">The expected message of an assertion, else empty.</param>
/// <param name="Bytes">The module.</param>
public sealed record BinaryModule(string File, int Line, string Directive, string Expected, byte[] Bytes)
{
    public override string ToString() => $"{Path.GetFileName(File)}:{Line} {Directive} \"{Expected}\"";
}

/// <summary>Finds the <c>(module binary …)</c> forms of the conformance scripts without any other part of the text format.</summary>
internal static class BinaryModulesOfSuite
{
    /// <summary>The folder with the suites, or null where there is none.</summary>
    public static string? Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("PEREGRINE_SUITES") is { Length: > 0 } named)
            {
                return named;
            }

            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                foreach (string candidate in (string[])["../shared/suites", "tests/suites"])
                {
                    string path = Path.Combine(folder.FullName, candidate);
                    if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx")) && Directory.Exists(path))
                    {
                        return path;
                    }
                }
            }

            return null;
        }
    }

    public static IEnumerable<BinaryModule> In(string suite)
    {
        if (Folder is not { } folder || !Directory.Exists(Path.Combine(folder, suite)))
        {
            return [];
        }

        return Directory.EnumerateFiles(Path.Combine(folder, suite), "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(InFile);
    }

    public static IEnumerable<BinaryModule> InFile(string file)
    {
        byte[] text = File.ReadAllBytes(file);
        if (text.AsSpan().IndexOf("binary"u8) < 0)
        {
            yield break;
        }

        int position = 0;
        int line = 1;
        while (ReadForm(text, ref position, ref line) is { } form)
        {
            if (form.Items is not { Count: > 0 } items)
            {
                continue;
            }

            if (ModuleBytes(form) is { } bytes)
            {
                yield return new BinaryModule(file, form.Line, "module", "", bytes);
            }
            else if (items.Count > 1 && ModuleBytes(items[1]) is { } asserted)
            {
                string expected = items.Count > 2 && items[2].Text is { } message ? Encoding.UTF8.GetString(message) : "";
                yield return new BinaryModule(file, form.Line, items[0].Word ?? "", expected, asserted);
            }
        }
    }

    private static byte[]? ModuleBytes(Form form)
    {
        if (form.Items is not { Count: > 1 } items || items[0].Word != "module")
        {
            return null;
        }

        int binary = items.FindIndex(static item => item.Word == "binary");
        return binary is < 0 or > 3 ? null : [.. items.Skip(binary + 1).SelectMany(static item => item.Text ?? [])];
    }

    private static Form? ReadForm(byte[] text, ref int position, ref int line)
    {
        SkipSpace(text, ref position, ref line);
        if (position >= text.Length)
        {
            return null;
        }

        int start = line;
        switch (text[position])
        {
            case (byte)'(':
                position++;
                var items = new List<Form>();
                while (ReadForm(text, ref position, ref line) is { } item)
                {
                    items.Add(item);
                }

                position++;
                return new Form(start, null, null, items);
            case (byte)')':
                return null;
            case (byte)'"':
                return new Form(start, null, ReadString(text, ref position), null);
            default:
                int begin = position;
                while (position < text.Length && text[position] > ' ' && !"()\";"u8.Contains(text[position]))
                {
                    position++;
                }

                position += position == begin ? 1 : 0;
                return new Form(start, Encoding.UTF8.GetString(text, begin, position - begin), null, null);
        }
    }

    private static byte[] ReadString(byte[] text, ref int position)
    {
        var bytes = new List<byte>();
        for (position++; text[position] != '"'; position++)
        {
            if (text[position] != '\\')
            {
                bytes.Add(text[position]);
                continue;
            }

            byte escape = text[++position];
            switch ((char)escape)
            {
                case 't':
                    bytes.Add(9);
                    break;
                case 'n':
                    bytes.Add(10);
                    break;
                case 'r':
                    bytes.Add(13);
                    break;
                case 'u':
                    int close = Array.IndexOf(text, (byte)'}', position);
                    string digits = Encoding.ASCII.GetString(text, position + 2, close - position - 2).Replace("_", "");
                    bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
                    position = close;
                    break;
                case '"' or '\'' or '\\':
                    bytes.Add(escape);
                    break;
                default:
                    bytes.Add(byte.Parse(Encoding.ASCII.GetString(text, position, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    position++;
                    break;
            }
        }

        position++;
        return [.. bytes];
    }

    private static void SkipSpace(byte[] text, ref int position, ref int line)
    {
        while (position < text.Length)
        {
            if (text[position] <= ' ')
            {
                line += text[position++] == '\n' ? 1 : 0;
            }
            else if (text.AsSpan(position).StartsWith(";;"u8))
            {
                while (position < text.Length && text[position] != '\n')
                {
                    position++;
                }
            }
            else if (text.AsSpan(position).StartsWith("(;"u8))
            {
                int depth = 0;
                do
                {
                    int step = text.AsSpan(position).StartsWith("(;"u8) ? 1 : text.AsSpan(position).StartsWith(";)"u8) ? -1 : 0;
                    depth += step;
                    line += text[position] == '\n' ? 1 : 0;
                    position += step == 0 ? 1 : 2;
                }
                while (depth > 0 && position < text.Length);
            }
            else
            {
                return;
            }
        }
    }

    private sealed record Form(int Line, string? Word, byte[]? Text, List<Form>? Items);
}
