package dev.parley.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 4_294_967_296L, Long.MAX_VALUE})
    void everyNumberComesBackFromItsText(long number) {
        assertThat(MessageId.parse(new MessageId(number).toString())).contains(new MessageId(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "msg_",
                "chat_0000000000001",
                "msg_000000000000",
                "msg_00000000000001",
                "msg_000000000000u",
                "msg_8000000000000",
                "MSG_0000000000001",
                "5821",
                "3jzfcijpj2z2a"
            })
    void aForeignTextIsNoId(String text) {
        assertThat(MessageId.parse(text)).isEmpty();
    }

    @Test
    void textsSortLikeTheirNumbers() {
        assertThat(LongStream.of(1, 31, 32, 1023, 1L << 40, Long.MAX_VALUE)
                        .mapToObj(ChatId::new)
                        .map(ChatId::toString))
                .isSorted();
    }
}
