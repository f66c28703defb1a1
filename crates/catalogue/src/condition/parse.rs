//! Reads the condition language: a hand-written lexer and a recursive descent parser with a depth limit.
use super::{Comparison, ConditionError, Expression, Operand};

const DEPTH_LIMIT: usize = 32;
const EUROPEAN: &str = "EU_EEA_CH";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A name: a field, a keyword, an option id.
    Word(String),
    /// A quoted text, a number or a date.
    Literal(String),
    Symbol(&'static str),
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Literal(text) => text,
            Self::Symbol(text) => text,
        }
    }
}

pub(super) fn parse(source: &str) -> Result<Expression, ConditionError> {
    let mut parser = Parser {
        tokens: tokens(source)?,
        next: 0,
        depth: 0,
    };
    let expression = parser.alternatives()?;
    match parser.tokens.get(parser.next) {
        None => Ok(expression),
        Some((token, position)) => Err(unexpected(token, *position)),
    }
}

fn unexpected(token: &Token, position: usize) -> ConditionError {
    ConditionError::Unexpected {
        found: token.text().to_owned(),
        position,
    }
}

fn tokens(source: &str) -> Result<Vec<(Token, usize)>, ConditionError> {
    const SYMBOLS: [&str; 11] = ["==", "!=", "<=", ">=", "<", ">", "{", "}", "(", ")", ","];
    let characters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&first) = characters.get(at) {
        let start = at;
        let take = |from: usize, accept: fn(char) -> bool| {
            characters[from..]
                .iter()
                .take_while(|&&character| accept(character))
                .count()
        };
        let rest = &characters[at..];
        if first.is_whitespace() {
            at += 1;
        } else if first.is_ascii_alphabetic() {
            at += take(at, |character| {
                character.is_ascii_alphanumeric() || matches!(character, '_' | '.')
            });
            tokens.push((Token::Word(characters[start..at].iter().collect()), start + 1));
        } else if first.is_ascii_digit() {
            at += take(at, |character| {
                character.is_ascii_digit() || matches!(character, '.' | '-')
            });
            tokens.push((Token::Literal(characters[start..at].iter().collect()), start + 1));
        } else if first == '\'' || first == '"' {
            let length = rest[1..]
                .iter()
                .position(|&character| character == first)
                .ok_or(ConditionError::Incomplete)?;
            tokens.push((Token::Literal(rest[1..=length].iter().collect()), start + 1));
            at += length + 2;
        } else if let Some(symbol) = SYMBOLS
            .iter()
            .find(|symbol| symbol.chars().zip(rest).filter(|(a, b)| a == *b).count() == symbol.len())
        {
            tokens.push((Token::Symbol(symbol), start + 1));
            at += symbol.len();
        } else {
            return Err(ConditionError::Unexpected {
                found: first.to_string(),
                position: start + 1,
            });
        }
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn take(&mut self) -> Result<(Token, usize), ConditionError> {
        let token = self
            .tokens
            .get(self.next)
            .cloned()
            .ok_or(ConditionError::Incomplete)?;
        self.next += 1;
        Ok(token)
    }

    /// Takes the next token if it is this keyword or symbol.
    fn accept(&mut self, text: &str) -> bool {
        let found = match self.tokens.get(self.next) {
            Some((Token::Word(word), _)) => word == text,
            Some((Token::Symbol(symbol), _)) => *symbol == text,
            Some((Token::Literal(_), _)) | None => false,
        };
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, text: &str) -> Result<(), ConditionError> {
        if self.accept(text) {
            return Ok(());
        }
        let (token, position) = self.take()?;
        Err(unexpected(&token, position))
    }

    fn alternatives(&mut self) -> Result<Expression, ConditionError> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(ConditionError::TooDeep);
        }
        let mut parts = vec![self.conjunction()?];
        while self.accept("or") {
            parts.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(one_or(parts, Expression::Or))
    }

    fn conjunction(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.negation()?];
        while self.accept("and") {
            parts.push(self.negation()?);
        }
        Ok(one_or(parts, Expression::And))
    }

    fn negation(&mut self) -> Result<Expression, ConditionError> {
        let mut negated = false;
        while self.accept("not") {
            negated = !negated;
        }
        let inner = self.statement()?;
        Ok(if negated {
            Expression::Not(Box::new(inner))
        } else {
            inner
        })
    }

    fn statement(&mut self) -> Result<Expression, ConditionError> {
        if self.accept("(") {
            let inner = self.alternatives()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let (token, position) = self.take()?;
        let Token::Word(name) = token else {
            return Err(unexpected(&token, position));
        };
        if matches!(name.as_str(), "and" | "or" | "in" | "has") {
            return Err(unexpected(&Token::Word(name), position));
        }
        if !self.accept("(") {
            return self.relation(Operand::Field(name));
        }
        let inner = match name.as_str() {
            "any" => Expression::Any(Box::new(self.alternatives()?)),
            "present" => Expression::Present(Operand::Field(self.name()?)),
            "age" => {
                let person = self.name()?;
                self.expect(")")?;
                return self.relation(Operand::Age(person));
            }
            _ => return Err(unexpected(&Token::Word(name), position)),
        };
        self.expect(")")?;
        Ok(inner)
    }

    fn relation(&mut self, left: Operand) -> Result<Expression, ConditionError> {
        const COMPARISONS: [(&str, Comparison); 6] = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        for (symbol, comparison) in COMPARISONS {
            if self.accept(symbol) {
                return Ok(Expression::Compare {
                    left,
                    comparison,
                    right: self.value()?,
                });
            }
        }
        if self.accept("has") {
            let right = self.values()?;
            return Ok(Expression::Has { left, right });
        }
        if self.accept("not") {
            self.expect("in")?;
            return Ok(Expression::Not(Box::new(self.among(left)?)));
        }
        if self.accept("in") {
            return self.among(left);
        }
        match left {
            Operand::Field(_) => Ok(Expression::Flag(left)),
            // An age alone says nothing.
            Operand::Age(_) => match self.take() {
                Ok((token, position)) => Err(unexpected(&token, position)),
                Err(error) => Err(error),
            },
        }
    }

    fn among(&mut self, left: Operand) -> Result<Expression, ConditionError> {
        if self.accept(EUROPEAN) {
            return Ok(Expression::European(left));
        }
        let right = self.values()?;
        Ok(Expression::Among { left, right })
    }

    /// One value, or several in braces.
    fn values(&mut self) -> Result<Vec<String>, ConditionError> {
        if !self.accept("{") {
            return Ok(vec![self.value()?]);
        }
        let mut values = vec![self.value()?];
        while self.accept(",") {
            values.push(self.value()?);
        }
        self.expect("}")?;
        Ok(values)
    }

    fn value(&mut self) -> Result<String, ConditionError> {
        match self.take()? {
            (Token::Literal(text), _) => Ok(text),
            (Token::Word(word), _) if word.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
                Err(ConditionError::UnknownConstant(word))
            }
            (Token::Word(word), _) => Ok(word),
            (token @ Token::Symbol(_), position) => Err(unexpected(&token, position)),
        }
    }

    fn name(&mut self) -> Result<String, ConditionError> {
        match self.take()? {
            (Token::Word(word), _) => Ok(word),
            (token, position) => Err(unexpected(&token, position)),
        }
    }
}

fn one_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        several(parts)
    }
}
