export type EmbeddedPostgres = {
  /** Role that owns the schema; may create databases. */
  ownerUrl: string;
  /** Role the product runs as. */
  appUrl: string;
  superUrl: string;
  /** Folder the server really lies in. */
  home: string;
  /** False when it ran already. */
  started: boolean;
  stop: () => Promise<void>;
};

export function startPostgres(options: {
  dataDir: string;
  log?: (message: string) => void;
  temporary?: boolean;
}): Promise<EmbeddedPostgres>;
