namespace Peregrine.Text.Lexing;

/// <summary>What a byte of the source can begin or continue.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Control characters other than white space, and everything beyond ASCII.</summary>
    Illegal,
    Space,

    /// <summary>Characters of keywords, numbers and identifiers.</summary>
    Identifier,
    LeftParenthesis,
    RightParenthesis,
    Semicolon,
    Quote,

    /// <summary>Characters that only occur in reserved tokens: comma, brackets, braces.</summary>
    Reserved,
}

/// <summary>The class of every byte.</summary>
internal static class Characters
{
    private static readonly byte[] s_classes = Build();

    public static CharacterClass Class(byte b) => (CharacterClass)s_classes[b];

    public static bool IsIdentifier(byte b) => s_classes[b] == (byte)CharacterClass.Identifier;

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    public static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static byte[] Build()
    {
        var classes = new byte[256];
        for (int b = 0x21; b < 0x7F; b++)
        {
            classes[b] = (byte)((char)b switch
            {
                '(' => CharacterClass.LeftParenthesis,
                ')' => CharacterClass.RightParenthesis,
                ';' => CharacterClass.Semicolon,
                '"' => CharacterClass.Quote,
                ',' or '[' or ']' or '{' or '}' => CharacterClass.Reserved,
                _ => CharacterClass.Identifier,
            });
        }

        foreach (char space in " \t\r\n")
        {
            classes[space] = (byte)CharacterClass.Space;
        }

        return classes;
    }
}
