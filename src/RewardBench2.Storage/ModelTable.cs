using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>The models that have results here. Names are unique, case ignored.</summary>
public sealed class ModelTable(Database database)
{
    private const string Columns =
        "model_id, name, model_type, is_sweep, licence, billion_parameters, base_model, link, is_open";

    public async Task<ModelRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        const string sql = $"SELECT {Columns} FROM model WHERE name_key = @key";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ModelRow>(
            new CommandDefinition(sql, new { key = Key(name) }, cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<ModelRow>> ReadAllAsync(CancellationToken cancellationToken)
    {
        const string sql = $"SELECT {Columns} FROM model ORDER BY name_key";
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<ModelRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Changes the facts about a model, such as its size and licence.</summary>
    /// <returns>False when there is no such model.</returns>
    public Task<bool> ChangeFactsAsync(string name, StatedFacts facts, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var changed = await connection.ExecuteAsync(
                    """
                    UPDATE model
                    SET licence = @Licence, billion_parameters = @BillionParameters, base_model = @BaseModel, link = @Link, is_open = @IsOpen
                    WHERE name_key = @key;
                    """,
                    new { facts.Licence, facts.BillionParameters, facts.BaseModel, facts.Link, facts.IsOpen, key = Key(name) },
                    transaction);
                await Revision.BumpAsync(connection, transaction);
                return changed > 0;
            },
            cancellationToken);

    /// <summary>The model's number; adds the model when it is new. The spelling and type first stored stay.</summary>
    internal static Task<long> EnsureAsync(
        DbConnection connection, DbTransaction transaction, string name, string modelType, bool isSweep = false) =>
        connection.QuerySingleAsync<long>(
            """
            INSERT INTO model (name, name_key, model_type, is_sweep)
            VALUES (@name, @key, @modelType, @isSweep)
            ON CONFLICT (name_key) DO UPDATE SET name = model.name
            RETURNING model_id;
            """,
            new { name, key = Key(name), modelType, isSweep },
            transaction);

    internal static string Key(string name) => name.ToLowerInvariant();
}

/// <summary>A model as it is stored.</summary>
public sealed record ModelRow
{
    public required long ModelId { get; init; }

    /// <summary><c>org/name</c>.</summary>
    public required string Name { get; init; }
    public required string ModelType { get; init; }

    /// <summary>One of Ai2's 124 sweep runs, hidden from the leaderboard until asked for.</summary>
    public required bool IsSweep { get; init; }
    public required string? Licence { get; init; }
    public required double? BillionParameters { get; init; }
    public required string? BaseModel { get; init; }
    public required string? Link { get; init; }

    /// <summary>Whether the weights can be downloaded; <c>null</c> where nobody has said.</summary>
    public required bool? IsOpen { get; init; }
}

/// <summary>What an admin states of a model; <c>null</c> where nothing is known.</summary>
/// <param name="BillionParameters">Size in billions of parameters.</param>
/// <param name="Link">An http or https address.</param>
/// <param name="IsOpen">Whether the weights can be downloaded.</param>
public sealed record StatedFacts(string? Licence, double? BillionParameters, string? BaseModel, string? Link, bool? IsOpen);
