import Model
import Syntax
import Testing

@testable import Readers

private func migrations(_ path: Path, _ text: String) throws -> [Migration] {
  try MigrationTable.builtIn.get().migrations(in: Array(text.utf8), at: path)
}

struct MigrationTableTests {
  @Test(arguments: [
    ("db/alembic/versions/1a_x.py", true), ("shop/migrations/0001_initial.py", true),
    ("shop/migrations/__init__.py", false), ("src/main/resources/db/migration/V1__a.sql", true),
    ("src/main/resources/db/migration/R__view.sql", false), ("db/changelog/a.xml", true), ("sql/001_a.up.sql", true),
    ("migrations/2024_a.js", true), ("src/main.py", false),
  ])
  func `files are known by where they lie`(_ path: Path, _ isKnown: Bool) throws {
    #expect(try MigrationTable.builtIn.get().knows(path) == isKnown)
  }

  @Test(arguments: ["{tools: [{tool: a}]}", "{tools: [], odd: 1}", "{single: [{begins: a}]}"])
  func `a table that is none is refused`(_ yaml: String) throws {
    let node = try oneDocument(Array(yaml.utf8))
    #expect(throws: ReadError.self) { try MigrationTable(node) }
  }

  @Test(
    arguments: [
      ("V{version}__*.sql", "V1_2__add_cart.sql", "1_2"), ("V{version}__*.sql", "V1.sql", nil),
      ("V{version}__*.sql", "1__a.sql", nil), ("{version}_*.up.sql", "0001_a.up.sql", "0001"),
      ("{version}.up.sql", "3.up.sql", "3"), ("{version}_*.up.sql", "0001_a.down.sql", nil),
    ] as [(String, String, String?)])
  func `a name says its version`(_ pattern: String, _ name: String, _ version: String?) {
    #expect(MigrationName(pattern).version(in: name) == version)
  }
}

struct MigrationFileTests {
  private func alembic(_ body: String, after: String = "down_revision = '0a'") throws -> Migration {
    let text = "\"\"\"add cart\"\"\"\nrevision: str = '1b'\n\(after)\n\ndef upgrade():\n    op.x()\n\n\(body)\n"
    return try #require(try migrations("alembic/versions/1b_add.py", text).first)
  }

  @Test(
    arguments: [
      ("down_revision = '0a'", ["0a"]), ("down_revision = None", []),
      ("down_revision: Union[str, None] = (\"0a\", '0b')", ["0a", "0b"]),
      ("down_revision = (\n  '0a',  # the other's\n  '0b',\n)", ["0a", "0b"]),
    ] as [(String, [String])])
  func `a revision of Alembic says what it comes after`(_ text: String, _ after: [String]) throws {
    let migration = try alembic("", after: text)
    #expect(migration.version == "1b")
    #expect(migration.after == after)
    #expect(migration.tool == "Alembic")
  }

  @Test(
    arguments: [
      ("def downgrade():\n    op.drop_table('a')", .there), ("def downgrade():\n    pass", .missing),
      ("def downgrade() -> None:\n    # later\n    \"\"\"Nothing.\"\"\"\n    pass", .missing),
      ("def downgrade():\n    raise NotImplementedError('no')", .missing), ("", .missing),
      ("def downgrade():\n    pass\n\ndef other():\n    op.x()", .missing),
    ] as [(String, Migration.Undo)])
  func `a revision of Alembic says how it is taken back`(_ body: String, _ undo: Migration.Undo) throws {
    #expect(try alembic(body).undo == undo)
  }

  private func django(_ operations: String, name: String = "0002_add") throws -> Migration {
    let text =
      "class Migration(migrations.Migration):\n    dependencies = [\n        ('shop', '0001_initial'),\n        (\"auth\", \"0009_x\"),\n    ]\n    operations = [\n        \(operations)\n    ]\n"
    return try #require(try migrations(Path("shop/migrations/\(name).py"), text).first)
  }

  @Test func `a migration of Django comes after those of its own app`() throws {
    let migration = try django("migrations.AddField('a', 'b', None)")
    #expect(migration.version == "0002_add")
    #expect(migration.after == ["0001_initial"])
    #expect(migration.undo == .there)
    #expect(try django("", name: "add").version == "")
  }

  @Test(
    arguments: [
      ("migrations.RunPython(forward)", .missing), ("migrations.RunPython(forward, backward)", .there),
      ("migrations.RunPython(code=f, reverse_code=migrations.RunPython.noop)", .there),
      ("migrations.RunSQL(\"UPDATE a SET b = (1, 2)\")", .missing), ("migrations.RunSQL('a', 'b')", .there),
      ("migrations.RunSQL(\n            sql='a',\n            reverse_sql='b',\n        )", .there),
      ("migrations.RunSQL(['a, b', 'c'])", .missing), ("# migrations.RunPython(forward)", .there),
    ] as [(String, Migration.Undo)])
  func `code and SQL of Django say how they are taken back`(_ text: String, _ undo: Migration.Undo) throws {
    #expect(try django(text).undo == undo)
  }

  @Test(arguments: [
    ("db/migration/V1__a.sql", "1", false), ("db/migration/U1__a.sql", "1", true), ("db/migration/a.sql", "", false),
  ])
  func `Flyway takes back in files of their own`(_ path: Path, _ version: String, _ undoes: Bool) throws {
    let migration = try #require(try migrations(path, "CREATE TABLE a (b int);").first)
    #expect(migration.undo == .apart)
    #expect(migration.version == version)
    #expect(migration.undoes == undoes)
  }

  @Test(
    arguments: [
      ("-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE a;\n", "goose", .there),
      ("-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\n-- none\n", "goose", .missing),
      ("-- migrate:up\nCREATE TABLE a (b int);\n", "dbmate", .missing),
    ] as [(String, String, Migration.Undo)])
  func `a file of two parts says how it is taken back`(_ text: String, _ tool: String, _ undo: Migration.Undo) throws {
    let migration = try #require(try migrations("migrations/0001_a.sql", text).first)
    #expect(migration.tool == tool)
    #expect(migration.undo == undo)
    #expect(migration.single.map(\.location.line) == [2])
  }

  @Test func `what has no mark of a migration is none`() throws {
    #expect(try migrations("migrations/util.js", "module.exports = 1").isEmpty)
    #expect(try migrations("api/versions/v1.py", "x = 1").isEmpty)
  }
}

struct UndoFileTests {
  @Test(
    arguments: [
      ("DROP TABLE a;", .apart), ("", .missing), ("-- drop table a;\n/* later */\n", .missing),
      ("BEGIN;\nCOMMIT;\n", .missing), ("begin;\ndrop table a;\ncommit;", .apart), ("SELECT 1;", .missing),
    ] as [(String, Migration.Undo)])
  func `a file without a statement takes nothing back`(_ text: String, _ undo: Migration.Undo) throws {
    let found = try migrations("db/1_a.down.sql", text)
    #expect(found.map(\.undoes) == [true])
    #expect(found.map(\.undo) == [undo])
    let within = try migrations("migrations/1_a.sql", "-- +goose Up\ncreate table a;\n-- +goose Down\n\(text)")
    #expect(within.map(\.undo) == [undo == .apart ? .there : .missing])
  }
}

struct ScriptTextTests {
  @Test(arguments: [
    ("exports.up = k => k.a();\nexports.down = k => k.schema.dropTable('a');", true),
    ("exports.down = function (knex) {\n  return knex.schema.dropTable('a');\n};", true),
    ("export async function down(knex: Knex): Promise<void> {\n  await knex.schema.dropTable('a');\n}", true),
    ("export async function down(knex: Knex): Promise<void> {\n}", false),
    ("exports.down = async () => {\n  // nothing\n  throw new Error('no');\n};", false),
    ("module.exports = {\n  async up(q) { await q.a(); },\n  async down(q) { await q.b(); },\n};", true),
    ("exports.up = k => k.a();", false), ("exports.down = () => { return; };", false),
  ])
  func `a script says how it is taken back`(_ text: String, _ hasDown: Bool) {
    #expect(ScriptText(Array(text.utf8)).hasDown == hasDown)
  }
}

struct SQLStatementsTests {
  @Test func `statements come without comments and texts`() {
    let sql = "-- a; b\nCREATE  TABLE\n \"a;b\" (c); /* ; \n */ insert into a values (';');\n$$ ; $$ select 1"
    let found = SQLStatements(Array(sql.utf8), from: 1).all
    #expect(found.map(\.text) == ["create table ' (c)", "insert into a values (' )", "select 1"])
    #expect(found.map(\.line) == [2, 4, 5])
  }

  @Test(arguments: [
    ("CREATE TABLE a (b int)", true), ("CREATE TABLE IF NOT EXISTS a (b int)", false), ("DROP INDEX a", true),
    ("drop index if exists a", false), ("ALTER TABLE a ADD COLUMN b int", true),
    ("ALTER TABLE a ADD COLUMN IF NOT EXISTS b int", false), ("ALTER TABLE a ALTER COLUMN b SET NOT NULL", false),
    ("INSERT INTO a VALUES (1)", true), ("INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING", false),
    ("CREATE OR REPLACE VIEW a AS SELECT 1", false), ("UPDATE a SET b = 1", false), ("CREATE TABLESPACE a", false),
  ])
  func `a statement that fails the second time is told`(_ sql: String, _ isSingle: Bool) throws {
    let rows = try MigrationTable.builtIn.get().singles
    #expect(SQLStatements(Array(sql.utf8), from: 1).single(rows, at: "a.sql").isEmpty != isSingle)
  }
}

struct LiquibaseTests {
  private let xml = """
    <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
      <changeSet id="1" author="ann"><createTable tableName="a"><column name="b"/></createTable></changeSet>
      <changeSet id="2" author="ann"><sql>update a</sql></changeSet>
      <changeSet id="3" author="bob"><sql>update a</sql><rollback>update b</rollback></changeSet>
    </databaseChangeLog>
    """
  private let yaml = """
    databaseChangeLog:
      - changeSet: {id: 1, author: ann, changes: [{createTable: {tableName: a}}]}
      - changeSet: {id: 2, author: ann, changes: [{sql: {sql: x}}]}
      - changeSet: {id: 3, author: bob, changes: [{sql: {sql: x}}], rollback: [{sql: {sql: y}}]}
    """
  private let sql = """
    --liquibase formatted sql
    --changeset ann:1
    create table if not exists a (b int);
    --rollback drop table a;
    -- changeset ann:2
    update a;
    --changeset bob:3
    update a;
    -- ROLLBACK update b;
    """

  @Test func `change sets need a way back where Liquibase has none of its own`() throws {
    for (name, text) in [("a.xml", xml), ("a.yaml", yaml), ("a.sql", sql)] {
      let found = try migrations(Path("db/changelog/\(name)"), text)
      #expect(found.map(\.version) == ["ann:1", "ann:2", "bob:3"], "\(name)")
      #expect(found.map(\.undo) == [.there, .missing, .there], "\(name)")
      #expect(Set(found.map(\.series)) == ["db/changelog/\(name)"], "\(name)")
    }
  }

  @Test func `a changelog that is none is refused`() {
    #expect(throws: ReadError.self) { try migrations("db/changelog/a.xml", "<databaseChangeLog><a>") }
  }
}
