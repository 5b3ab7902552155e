//! Points on the globe and the kilometres between them.

/// A point on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Latitude, north positive.
    pub lat: f64,
    /// Longitude, east positive.
    pub lon: f64,
}

impl Point {
    /// Reads two columns; `None` where either is empty, no number or off the globe.
    #[must_use]
    pub fn parse(lat: &str, lon: &str) -> Option<Self> {
        let point = Self { lat: lat.parse().ok()?, lon: lon.parse().ok()? };
        (point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0).then_some(point)
    }

    /// Kilometres to `other` along the surface of a sphere (haversine), right to half a percent.
    ///
    /// ```
    /// use sitrep::vocabulary::Point;
    /// let kati = Point { lat: 12.744, lon: -8.073 };
    /// let bamako = Point { lat: 12.609, lon: -7.975 };
    /// assert!((kati.kilometres_to(bamako) - 18.4).abs() < 0.5);
    /// ```
    #[must_use]
    pub fn kilometres_to(self, other: Self) -> f64 {
        const MEAN_RADIUS: f64 = 6371.009;
        let half_lat = ((other.lat - self.lat).to_radians() / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let chord = half_lat
            .mul_add(half_lat, self.lat.to_radians().cos() * other.lat.to_radians().cos() * half_lon.powi(2));
        2.0 * MEAN_RADIUS * chord.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_hold_across_the_date_line_and_at_the_poles() {
        let west = Point { lat: 0.0, lon: -179.5 };
        let east = Point { lat: 0.0, lon: 179.5 };
        assert!((west.kilometres_to(east) - 111.2).abs() < 0.2);
        let pole = Point { lat: 90.0, lon: 12.0 };
        assert!((pole.kilometres_to(Point { lat: -90.0, lon: 0.0 }) - 20015.0).abs() < 2.0);
        assert!(west.kilometres_to(west).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_point_is_none() {
        assert_eq!(Point::parse("", "3"), None);
        assert_eq!(Point::parse("91", "3"), None);
        assert_eq!(Point::parse("NaN", "3"), None);
        assert_eq!(Point::parse("12.5", "-3"), Some(Point { lat: 12.5, lon: -3.0 }));
    }
}
