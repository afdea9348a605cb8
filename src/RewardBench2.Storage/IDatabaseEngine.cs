using System.Data.Common;
using DbUp.Builder;

namespace RewardBench2.Storage;

/// <summary>Everything in which the two databases differ. Tables ask this, never which database it is.</summary>
internal interface IDatabaseEngine
{
    /// <summary>The database's file; <c>null</c> where a server keeps it.</summary>
    string? File { get; }

    /// <summary>The folder of migration scripts in <c>Schema</c>.</summary>
    string SchemaFolder { get; }

    /// <summary>The SQL that finds prompts by <c>@text</c>, which <see cref="ToSearchText"/> writes.</summary>
    string SearchSql { get; }

    /// <summary>The SQL that puts the prompts of <c>@datasetId</c> into the search index.</summary>
    string IndexSql { get; }

    /// <summary>Opens a connection that is ready for use.</summary>
    /// <param name="lockWait">How long to wait for others who write, in whole seconds, where the database leaves that to its callers.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    Task<DbConnection> OpenAsync(TimeSpan lockWait, CancellationToken cancellationToken);

    /// <summary>Opens a connection for one large transaction, with room for all that it changes.</summary>
    Task<DbConnection> OpenForManyRowsAsync(CancellationToken cancellationToken);

    /// <summary>Runs the migration where nobody else can be at it, creating the database first where that is for us to do.</summary>
    /// <exception cref="StorageException">The database cannot be opened or written; the message says what to do.</exception>
    Task MigrateAsync(Action<UpgradeEngineBuilder> upgrade, CancellationToken cancellationToken);

    /// <summary>A search as this database spells it.</summary>
    string ToSearchText(SearchExpression expression);

    /// <summary>Closes what is still open.</summary>
    ValueTask CloseAsync();
}
