package dev.parley.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanonicalLogLineTest {
    private final List<ExtLogRecord> lines = new ArrayList<>();
    private final Handler reader = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(ExtLogRecord.wrap(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("parley.tried").addHandler(reader);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("parley.tried").removeHandler(reader);
    }

    @Test
    void isReadByPeopleAsTextAndByMachinesAsFields() {
        CanonicalLogLine.of("tried").with("message", "msg_1").with("attempt", 2).log();

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("tried message=msg_1 attempt=2");
            assertThat(line.getMdcCopy()).containsAllEntriesOf(Map.of("message", "msg_1", "attempt", "2"));
        });
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        CanonicalLogLine.of("tried")
                .with("status", null)
                .with("outcome", "sent")
                .log();

        assertThat(lines)
                .singleElement()
                .extracting(ExtLogRecord::getFormattedMessage)
                .isEqualTo("tried outcome=sent");
    }

    @Test
    void staysOneLineWhateverAValueHolds() {
        CanonicalLogLine.of("tried").with("error", "no \"way\"\nin = out").log();

        assertThat(lines)
                .singleElement()
                .extracting(ExtLogRecord::getFormattedMessage)
                .isEqualTo("tried error=\"no \\\"way\\\" in = out\"");
    }
}
