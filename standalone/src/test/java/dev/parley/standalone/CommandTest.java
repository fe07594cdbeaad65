package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standalone.cli.Command;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @Test
    void upAloneRunsInTheForegroundWithTheSandbox() {
        assertThat(Command.parse("up")).isEqualTo(new Command.Up(false, Set.of(), Optional.empty()));
    }

    @Test
    void upTakesItsOptionsInAnyOrder() {
        assertThat(Command.parse("up", "--port-base", "20000", "--real", "telegram,bluesky", "--detach"))
                .isEqualTo(new Command.Up(true, Set.of("telegram", "bluesky"), Optional.of("20000")));
    }

    @Test
    void logsOfOneProgramCanBeFollowed() {
        assertThat(Command.parse("logs", "--follow", "kafka")).isEqualTo(new Command.Logs(Optional.of("kafka"), true));
    }

    @Test
    void keysAreListedMadeForWhomTheyAreForAndRevoked() {
        assertThat(Command.parse("keys")).isEqualTo(new Command.Keys());
        assertThat(Command.parse("keys", "create", "--label", "My shop", "--account", "acc_1"))
                .isEqualTo(new Command.KeyFor(Optional.of("acc_1"), Optional.empty(), Optional.of("My shop")));
        assertThat(Command.parse("keys", "revoke", "key_1")).isEqualTo(new Command.KeyGone("key_1"));
    }

    @Test
    void deadLettersAreListedOrOneIsPutBack() {
        assertThat(Command.parse("dead-letters")).isEqualTo(new Command.DeadLetters(Optional.empty()));
        assertThat(Command.parse("dead-letters", "replay", "17")).isEqualTo(new Command.DeadLetters(Optional.of("17")));
    }

    @Test
    void anUnknownPlatformIsNamedWithThoseThatExist() {
        assertThatThrownBy(() -> Command.parse("up", "--real", "telegraph"))
                .isInstanceOf(Command.Misuse.class)
                .hasMessageContaining("telegraph")
                .hasMessageContaining("telegram");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "down", "status", "logs", "restart", "keys", "keys create", "keys revoke", "dead-letters",
                "dead-letters replay", "demo", "test", "bench", "images", "sbom", "env", "reset", "completion"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(Command.parse((command + " --help").split(" ")))
                .isInstanceOfSatisfying(
                        Command.Text.class, help -> assertThat(help.text()).contains("Usage: ./parley " + command));
    }

    @Test
    void helpNamesAllCommands() {
        assertThat(Command.parse("--help"))
                .isInstanceOfSatisfying(
                        Command.Text.class,
                        help -> assertThat(help.text())
                                .contains(
                                        "up",
                                        "down",
                                        "status",
                                        "logs",
                                        "restart",
                                        "keys",
                                        "dead-letters",
                                        "demo",
                                        "test",
                                        "bench"));
    }

    @Test
    void completionIsAScriptOfTheShell() {
        assertThat(Command.parse("completion"))
                .isInstanceOfSatisfying(
                        Command.Text.class, script -> assertThat(script.text()).contains("complete ", "--port-base"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "upp",
                "env --real",
                "up now",
                "restart",
                "status --xml",
                "up --port-base",
                "down --fast",
                "dead-letters replay",
                "dead-letters 17",
                "keys revoke",
                "keys create --label"
            })
    void whatIsNotUnderstoodIsAnsweredWithTheUsage(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertThatThrownBy(() -> Command.parse(words))
                .isInstanceOf(Command.Misuse.class)
                .hasMessageContaining("Usage: ./parley");
    }
}
