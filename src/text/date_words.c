#include "config.h"

#include "text/date_priv.h"

#include <string.h>

#include "moot/text/fold.h"
#include "moot/text/utf8.h"

const char *const date_month_names[12] = {
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
};

const char *const date_weekday_names[7] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

/* The tables below are in lower case and without accents, as fold() makes words.
 * Languages: en de fr es it pt nl pl ru el hu; after the names what is used as an
 * abbreviation without being their start, and the names in ro tr cs uk id and the north,
 * and in ar. */
static const char *const months[12] = {
	"january januar janvier enero gennaio janeiro januari stycznia styczen "
	"января январь ιανουαριου ιανουαριος janner ianuarie ocak ledna січня يناير",
	"february februar fevrier febrero febbraio fevereiro februari lutego luty "
	"февраля февраль φεβρουαριου φεβρουαριος februarie subat unora лютого فبراير",
	"march marz mars marzo marco maart marca marzec марта март μαρτιου μαρτιος marcius "
	"mrt maerz mrz martie mart marts maret brezna березня مارس",
	"april avril abril aprile kwietnia kwiecien апреля апрель απριλιου απριλιος aprilis "
	"aprilie nisan dubna квітня أبريل ابريل",
	"may mai mayo maggio maio mei maja maj мая маи μαιου μαιος majus mayis mayıs kvetna "
	"травня مايو",
	"june juni juin junio giugno junho czerwca czerwiec июня июнь ιουνιου ιουνιος junius "
	"ιον iunie haziran cervna червня يونيو",
	"july juli juillet julio luglio julho lipca lipiec июля июль ιουλιου ιουλιος julius "
	"ιολ iulie temmuz cervence липня يوليو",
	"august aout agosto augustus sierpnia sierpien августа август αυγουστου αυγουστος "
	"augusztus augusti agustos agustus srpna серпня أغسطس اغسطس",
	"september septembre septiembre setiembre settembre setembro wrzesnia wrzesien "
	"сентября сентябрь σεπτεμβριου σεπτεμβριος szeptember septembrie eylul zari вересня "
	"سبتمبر",
	"october oktober octobre octubre ottobre outubro pazdziernika pazdziernik "
	"октября октябрь οκτωβριου οκτωβριος octombrie ekim rijna жовтня أكتوبر اكتوبر",
	"november novembre noviembre novembro listopada listopad ноября ноябрь "
	"νοεμβριου νοεμβριος noiembrie kasim kasım listopadu листопада نوفمبر",
	"december dezember decembre diciembre dicembre dezembro grudnia grudzien "
	"декабря декабрь δεκεμβριου δεκεμβριος decembrie aralik aralık prosince "
	"desember грудня ديسمبر",
};

static const char *const weekdays[7] = {
	"sunday sonntag dimanche domingo domenica zondag niedziela воскресенье вс κυριακη "
	"vasarnap",
	"monday montag lundi lunes lunedi segunda maandag poniedzialek понедельник пн "
	"δευτερα hetfo",
	"tuesday dienstag mardi martes martedi terca dinsdag wtorek вторник вт τριτη kedd",
	"wednesday mittwoch mercredi miercoles mercoledi quarta woensdag sroda среда ср "
	"τεταρτη szerda",
	"thursday donnerstag jeudi jueves giovedi quinta donderdag czwartek четверг чт "
	"πεμπτη csutortok thurs",
	"friday freitag vendredi viernes venerdi sexta vrijdag piatek пятница пт "
	"παρασκευη pentek pt",
	"saturday samstag samedi sabado sabato zaterdag sobota суббота сб σαββατο szombat "
	"sonnabend",
};

static const char fillers[] =
    " at of on the de del d le la las el il a as um den der am uhr h o om uur alle dia "
    "min st nd rd th er feira kl klo г в о у r το στισ ora ore في 년 월 일 年 月 日 "
    "sondag søndag mandag tisdag tirsdag onsdag torsdag fredag lordag lørdag "
    "duminica luni marti miercuri joi vineri sambata pazar pazartesi sali salı carsamba "
    "persembe cuma cumartesi nedele pondeli utery streda ctvrtek patek minggu senin "
    "selasa rabu kamis jumat sabtu ";

struct half_word {
	const char *word;
	char half;
};

static const struct half_word halves[] = {
	{ "am", 'a' }, { "pm", 'p' }, { "오전", 'a' }, { "오후", 'p' }, { "午前", 'a' },
	{ "午後", 'p' }, { "上午", 'a' }, { "下午", 'p' }, { "πμ", 'a' }, { "μμ", 'p' },
	{ "ص", 'a' }, { "م", 'p' },
};

struct zone {
	const char *name;
	int offset_min;
};

static const struct zone zones[] = {
	{ "Z", 0 }, { "UT", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "WET", 0 }, { "WEST", 60 },
	{ "CET", 60 }, { "CEST", 120 }, { "MET", 60 }, { "MEST", 120 }, { "MEZ", 60 },
	{ "MESZ", 120 }, { "BST", 60 }, { "EET", 120 }, { "EEST", 180 }, { "SAST", 120 },
	{ "MSK", 180 }, { "MSD", 240 },
	{ "IRST", 270 }, /* what Liferea takes it for; Iran's standard time itself is 210 */
	 { "IST", 330 }, { "PKT", 300 },
	{ "ICT", 420 }, { "WIB", 420 }, { "HKT", 480 }, { "SGT", 480 }, { "AWST", 480 },
	{ "JST", 540 }, { "KST", 540 }, { "ACST", 570 }, { "ACDT", 630 }, { "AEST", 600 },
	{ "AEDT", 660 }, { "NZST", 720 }, { "NZDT", 780 },
	{ "NST", -210 }, { "NDT", -150 }, { "BRT", -180 }, { "ART", -180 },
	{ "AST", -240 }, { "ADT", -180 }, { "AT", -240 },
	{ "EST", -300 }, { "EDT", -240 }, { "ET", -300 },
	{ "CST", -360 }, { "CDT", -300 }, { "CT", -360 },
	{ "MST", -420 }, { "MDT", -360 }, { "MT", -420 },
	{ "PST", -480 }, { "PDT", -420 }, { "PT", -480 },
	{ "AKST", -540 }, { "AKDT", -480 }, { "HST", -600 },
};

enum { MAX_WORD = 64 /* bytes; no name is longer */ };

struct word {
	char bytes[MAX_WORD + 4];
	size_t len, letters;
};

/* In lower case and without accents; empty when too long to be a name. */
static struct word fold(struct span text)
{
	struct word word = { .len = 0 };
	size_t i = 0;
	uint32_t ch;

	while (i < text.len && word.len < MAX_WORD) {
		i += utf8_next(text.p + i, text.len - i, &ch);
		if (ch >= 0xC0 && ch < 0xAC00) /* not Hangul, which would fall apart */
			ch = fold_accent(ch);
		word.len += utf8_put(word.bytes + word.len, fold_char(ch));
		word.letters++;
	}
	if (i < text.len)
		word.len = word.letters = 0;
	return word;
}

/* Is word the start (or, with whole, all) of one of the names in the list? */
static bool is_in(const struct word *word, const char *list, bool whole)
{
	const char *name = list;

	while (word->len && name) {
		name += *name == ' ';
		if (name[0] == word->bytes[0] && strncmp(name, word->bytes, word->len) == 0 &&
		    (!whole || name[word->len] == ' ' || name[word->len] == '\0'))
			return true;
		name = strchr(name, ' ');
	}
	return false;
}

int date_word_month(struct span text)
{
	struct word word = fold(text);
	int found = 0;

	for (int i = 0; word.letters >= 3 && i < 12; i++) {
		if (is_in(&word, months[i], true))
			return i + 1;
		if (is_in(&word, months[i], false))
			found = found ? 13 : i + 1;
	}
	return found == 13 ? 0 : found;
}

int date_word_weekday(struct span text)
{
	struct word word = fold(text);
	int found = -1;

	for (int i = 0; word.letters >= 2 && i < 7; i++)
		if (is_in(&word, weekdays[i], false))
			found = found >= 0 ? WEEKDAY_ANY : i;
	return found;
}

bool date_word_is_filler(struct span text)
{
	struct word word = fold(text);

	return is_in(&word, fillers, true);
}

/* A name in full, its first three letters, or four of the long ones ("Sept"). */
static bool is_english(struct span word, const char *name)
{
	bool dot = word.len > 3 && word.p[word.len - 1] == '.';
	size_t len = word.len - dot, full = strlen(name);
	bool short_form = len == 3 || (len == 4 && full >= 8);

	if (len != full && !short_form)
		return false;
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(word.p[i]) != ascii_lower(name[i]))
			return false;
	return true;
}

int date_word_english_month(struct span word)
{
	for (int i = 0; i < 12; i++)
		if (is_english(word, date_month_names[i]))
			return i + 1;
	return 0;
}

int date_word_english_weekday(struct span word)
{
	for (int i = 0; i < 7; i++)
		if (is_english(word, date_weekday_names[i]))
			return i;
	return -1;
}

bool date_word_zone(struct span word, int *offset_min)
{
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		bool any_case = zones[i].offset_min == 0;

		if (span_eq_str(word, zones[i].name) ||
		    (any_case && span_eq_nocase(word, zones[i].name))) {
			*offset_min = zones[i].offset_min;
			return true;
		}
	}
	return false;
}

char date_word_half(struct span text)
{
	bool may_be = text.len == 2 || (unsigned char)text.p[0] >= 0x80;
	struct word word = may_be ? fold(text) : (struct word){ .len = 0 };

	for (size_t i = 0; word.len && i < sizeof halves / sizeof *halves; i++)
		if (span_eq_str(span_of(word.bytes, word.len), halves[i].word))
			return halves[i].half;
	return 0;
}
