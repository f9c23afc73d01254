using System.Text;

namespace Peregrine.Text.Tests.Printing;

/// <summary>A text module of a conformance script.</summary>
/// <param name="File">The script.</param>
/// <param name="Line">Where the module stands.</param>
/// <param name="Source">Its text.</param>
public sealed record SuiteModule(string File, int Line, string Source)
{
    /// <summary>The module where it is given in binary, else null.</summary>
    public byte[]? Binary => Keyword("binary") is { } rest ? SuiteModules.Strings(rest) : null;

    /// <summary>The module's text where it is quoted, else <see cref="Source"/>.</summary>
    public byte[] Text => Keyword("quote") is { } rest ? SuiteModules.Strings(rest) : Encoding.UTF8.GetBytes(Source);

    public override string ToString() => $"{Path.GetFileName(File)}:{Line}";

    private string? Keyword(string keyword)
    {
        string[] words = Source.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(words, word => word == keyword || word.StartsWith(keyword + "\"", StringComparison.Ordinal));
        return at is 1 or 2 && (at == 1 || words[1][0] == '$') ? Source[Source.IndexOf(keyword, StringComparison.Ordinal)..] : null;
    }
}

/// <summary>Finds the modules of conformance scripts that are expected to be valid, by counting parentheses.</summary>
internal static class SuiteModules
{
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
                if (File.Exists(Path.Combine(folder.FullName, "Peregrine.slnx")))
                {
                    string[] candidates = [Path.Combine(folder.FullName, "../shared/suites"), Path.Combine(folder.FullName, "tests/suites")];
                    return Array.Find(candidates, Directory.Exists);
                }
            }

            return null;
        }
    }

    /// <summary>The bytes of all string literals, joined.</summary>
    public static byte[] Strings(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == ';' && i + 1 < text.Length && text[i + 1] == ';')
            {
                while (i < text.Length && text[i] != '\n')
                {
                    i++;
                }
            }

            if (i >= text.Length || text[i] != '"')
            {
                continue;
            }

            for (i++; text[i] != '"'; i++)
            {
                if (text[i] != '\\')
                {
                    bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
                }
                else if (Uri.IsHexDigit(text[++i]))
                {
                    bytes.Add(Convert.ToByte(text.Substring(i++, 2), 16));
                }
                else
                {
                    bytes.Add((byte)(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', _ => text[i] }));
                }
            }
        }

        return [.. bytes];
    }

    public static IEnumerable<SuiteModule> In(string suite)
    {
        string? folder = Folder is { } root ? Path.Combine(root, suite) : null;
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(InFile);
    }

    private static IEnumerable<SuiteModule> InFile(string file)
    {
        string text = File.ReadAllText(file, Encoding.UTF8);
        int line = 1;
        int counted = 0;
        foreach (var (start, end) in Forms(text))
        {
            string form = text[start..end];
            string? module = ValidModule(form);
            for (; counted < start; counted++)
            {
                line += text[counted] == '\n' ? 1 : 0;
            }

            if (module is not null)
            {
                yield return new SuiteModule(file, line, module);
            }
        }
    }

    private static string? ValidModule(string form)
    {
        if (form.StartsWith("(module definition", StringComparison.Ordinal))
        {
            return string.Concat("(module", form.AsSpan("(module definition".Length));
        }

        if (form.StartsWith("(module instance", StringComparison.Ordinal))
        {
            return null;
        }

        if (form.StartsWith("(module", StringComparison.Ordinal))
        {
            return form;
        }

        if (form.StartsWith("(assert_trap", StringComparison.Ordinal) || form.StartsWith("(assert_unlinkable", StringComparison.Ordinal))
        {
            int inner = form.IndexOf("(module", StringComparison.Ordinal);
            if (inner >= 0)
            {
                var (start, end) = Forms(form[inner..]).First();
                return form[(inner + start)..(inner + end)];
            }
        }

        return null;
    }

    private static IEnumerable<(int Start, int End)> Forms(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    for (i++; i < text.Length && text[i] != '"'; i++)
                    {
                        i += text[i] == '\\' ? 1 : 0;
                    }

                    break;
                case ';' when i + 1 < text.Length && text[i + 1] == ';':
                    while (i < text.Length && text[i] != '\n')
                    {
                        i++;
                    }

                    break;
                case '(' when i + 1 < text.Length && text[i + 1] == ';':
                    int comments = 0;
                    do
                    {
                        bool opens = string.CompareOrdinal(text, i, "(;", 0, 2) == 0;
                        bool closes = string.CompareOrdinal(text, i, ";)", 0, 2) == 0;
                        comments += opens ? 1 : closes ? -1 : 0;
                        i += opens || closes ? 2 : 1;
                    }
                    while (comments > 0 && i < text.Length);
                    i--;
                    break;
                case '(':
                    start = depth++ == 0 ? i : start;
                    break;
                case ')':
                    if (--depth == 0)
                    {
                        yield return (start, i + 1);
                    }

                    break;
            }
        }
    }
}
