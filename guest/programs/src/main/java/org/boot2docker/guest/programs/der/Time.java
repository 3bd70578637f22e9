package org.boot2docker.guest.programs.der;

/** Dates of the Gregorian calendar in UTC as certificates write them. */
public final class Time {
  private static final long DAY = 86_400;
  private static final long DAYS_TO_1970 = 719_468;
  private static final long DAYS_IN_ERA = 146_097;
  private static final int FULL_LENGTH = "20200101000000Z".length();

  private Time() {}

  /** Writes {@code YYYYMMDDHHMMSSZ} for seconds since 1970; years 0 to 9999. */
  public static String format(long seconds) {
    // Years that begin in March have their leap day at the end; 400 of them are an era.
    long days = Math.floorDiv(seconds, DAY) + DAYS_TO_1970;
    long era = Math.floorDiv(days, DAYS_IN_ERA);
    long day = days - era * DAYS_IN_ERA;
    long year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    long dayOfYear = day - (365 * year + year / 4 - year / 100);
    long month = (5 * dayOfYear + 2) / 153;
    long dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
    long calendarMonth = month < 10 ? month + 3 : month - 9;
    long calendarYear = era * 400 + year + (calendarMonth <= 2 ? 1 : 0);
    long second = Math.floorMod(seconds, DAY);
    return digits(calendarYear, 4)
        + digits(calendarMonth, 2)
        + digits(dayOfMonth, 2)
        + digits(second / 3600, 2)
        + digits(second / 60 % 60, 2)
        + digits(second % 60, 2)
        + "Z";
  }

  private static String digits(long number, int count) {
    String text = Long.toString(number);
    return "0".repeat(count - text.length()) + text;
  }

  /** Reads UTCTime or GeneralizedTime as RFC 5280 allows it; seconds since 1970. */
  public static long parse(String text) {
    String full = text;
    if (text.length() == FULL_LENGTH - 2) {
      full = (text.compareTo("50") < 0 ? "20" : "19") + text;
    }
    if (full.length() != FULL_LENGTH || !full.endsWith("Z")) {
      throw new DerException("not a time");
    }
    long calendarMonth = number(full, 4, 2);
    long year = number(full, 0, 4) - (calendarMonth <= 2 ? 1 : 0);
    long era = year / 400;
    long yearOfEra = year - era * 400;
    long month = calendarMonth > 2 ? calendarMonth - 3 : calendarMonth + 9;
    long dayOfYear = (153 * month + 2) / 5 + number(full, 6, 2) - 1;
    long day = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    long days = era * DAYS_IN_ERA + day - DAYS_TO_1970;
    return days * DAY + number(full, 8, 2) * 3600 + number(full, 10, 2) * 60 + number(full, 12, 2);
  }

  private static long number(String text, int at, int count) {
    long number = 0;
    for (int i = at; i < at + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DerException("not a digit in a time");
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
